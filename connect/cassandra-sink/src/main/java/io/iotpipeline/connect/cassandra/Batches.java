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

  private Batches() {}

  /**
   * @param maxRows of a batch
   * @return batches with the rows of a partition in the order given
   */
  static List<List<Row>> of(List<Row> rows, int maxRows) {
    Map<Row.Partition, List<Row>> open = new LinkedHashMap<>();
    List<List<Row>> batches = new ArrayList<>();
    for (Row row : rows) {
      List<Row> batch = open.computeIfAbsent(row.partition(), partition -> new ArrayList<>());
      batch.add(row);
      if (batch.size() == maxRows) {
        batches.add(open.remove(row.partition()));
      }
    }
    batches.addAll(open.values());
    return batches;
  }

  /** A batch of two or more rows, in two. */
  static List<List<Row>> halves(List<Row> batch) {
    int middle = batch.size() / 2;
    return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }
}
