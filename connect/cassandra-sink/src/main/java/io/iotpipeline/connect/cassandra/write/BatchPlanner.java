package io.iotpipeline.connect.cassandra.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Groups rows into batches. Rows of one partition come first: Cassandra applies them as one
 * mutation, at hardly more than the cost of a row. What is left of partitions with few rows is put
 * together by replica set, which saves requests, though no mutations.
 */
final class BatchPlanner {

  /** Far below what a node takes by default for one request (16 MB) and one mutation (16 MB). */
  static final int MAX_BYTES = 256 * 1024;

  /** Up to so many partitions a node takes in one batch without a warning, by default. */
  static final int MAX_PARTITIONS = 10;

  /** A node warns of a batch of several partitions from 5 KiB on, by default, and counts more. */
  static final int MAX_BYTES_OF_PARTITIONS = 2 * 1024;

  private BatchPlanner() {}

  /**
   * @param maxRows of a batch
   * @param replicas what rows that are stored on the same nodes have in common
   * @return batches with the rows of a partition in the order given
   */
  static List<List<Row>> of(List<Row> rows, int maxRows, Function<Row, ?> replicas) {
    List<List<Row>> batches = new ArrayList<>();
    Map<Object, Open> shared = new LinkedHashMap<>();
    for (Open partition : byPartition(rows, maxRows)) {
      if (partition.bytes > MAX_BYTES_OF_PARTITIONS / 2) {
        batches.add(partition.rows);
        continue;
      }
      Row row = partition.rows.get(0);
      Object key = List.of(row.table(), replicas.apply(row));
      Open batch = shared.get(key);
      if (batch == null || !batch.takes(partition, maxRows)) {
        batch = new Open();
        batches.add(batch.rows);
        shared.put(key, batch);
      }
      batch.add(partition);
    }
    return batches;
  }

  private static List<Open> byPartition(List<Row> rows, int maxRows) {
    Map<Row.Partition, Open> open = new LinkedHashMap<>();
    List<Open> batches = new ArrayList<>();
    for (Row row : rows) {
      Row.Partition partition = row.partition();
      Open batch = open.get(partition);
      if (batch == null || batch.rows.size() == maxRows || batch.bytes + row.bytes() > MAX_BYTES) {
        batch = new Open();
        batches.add(batch);
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
    private int partitions;

    boolean takes(Open partition, int maxRows) {
      return partitions < MAX_PARTITIONS
          && rows.size() + partition.rows.size() <= maxRows
          && bytes + partition.bytes <= MAX_BYTES_OF_PARTITIONS;
    }

    void add(Open partition) {
      rows.addAll(partition.rows);
      bytes += partition.bytes;
      partitions++;
    }
  }

  /** A batch of two or more rows, in two. */
  static List<List<Row>> halves(List<Row> batch) {
    int middle = batch.size() / 2;
    return List.of(batch.subList(0, middle), batch.subList(middle, batch.size()));
  }
}
