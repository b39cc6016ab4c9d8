package io.iotpipeline.connect.cassandra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups rows into batches. A batch is of one table and one partition: Cassandra then applies it as
 * one mutation, at hardly more than the cost of a row.
 */
final class Batches {

  /** Far below what a node takes by default for one request (16 MB) and one mutation (16 MB). */
  static final int MAX_BYTES = 256 * 1024;

  private Batches() {}

  /**
   * @param maxRows of a batch
   * @return batches with the rows of a partition in the order given; none but a single row is
   *     beyond {@link #MAX_BYTES}
   */
  static List<List<Row>> of(List<Row> rows, int maxRows) {
    Map<Row.Partition, Open> open = new LinkedHashMap<>();
    List<List<Row>> batches = new ArrayList<>();
    for (Row row : rows) {
      Row.Partition partition = row.partition();
      Open batch = open.get(partition);
      if (batch == null || batch.rows.size() == maxRows || batch.bytes + row.bytes() > MAX_BYTES) {
        batch = new Open();
        batches.add(batch.rows);
        open.put(partition, batch);
      }
      batch.rows.add(row);
      batch.bytes += row.bytes();
    }
    return batches;
  }

  private static final class Open {
    private final List<Row> rows = new ArrayList<>();
    private int bytes;
  }

  /** A batch of two or more rows, in two. */
  static List<List<Row>> halves(List<Row> batch) {
    int middle = batch.size() / 2;
    return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }
}
