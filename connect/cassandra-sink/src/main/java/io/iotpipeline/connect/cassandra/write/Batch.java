package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.util.List;

/**
 * Rows of one delivery and one table that are written in one request.
 *
 * @param retries how often it was sent again at once
 */
record Batch(Delivery delivery, List<Row> rows, int retries) {

  Batch(Delivery delivery, List<Row> rows) {
    this(delivery, rows, 0);
  }

  Batch retry() {
    return new Batch(delivery, rows, retries + 1);
  }

  /** Splits a batch of two or more rows. */
  List<Batch> halves() {
    int middle = rows.size() / 2;
    return List.of(
        new Batch(delivery, rows.subList(0, middle), retries),
        new Batch(delivery, rows.subList(middle, rows.size()), retries));
  }

  /** Approximate size of the request. */
  int bytes() {
    int bytes = 0;
    for (Row row : rows) {
      bytes += row.bytes();
    }
    return bytes;
  }
}
