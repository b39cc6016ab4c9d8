package io.iotpipeline.connect.cassandra.write;

import io.iotpipeline.connect.cassandra.convert.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Groups rows into batches. Rows of one partition are grouped first, because Cassandra applies them
 * as one mutation. Then small groups of different partitions on the same replicas share a batch,
 * which saves requests but no mutations.
 */
final class BatchPlanner {

  /** Far below a node's default limits for one request (16 MB) and one mutation (16 MB). */
  static final int MAX_BYTES = 256 * 1024;

  /** A node's default limit of partitions in a batch, above which it logs a warning. */
  static final int MAX_PARTITIONS = 10;

  /**
   * For batches of several partitions. A node logs a warning from 5 KiB on by default, and its size
   * includes overhead that {@link Row#bytes} does not count.
   */
  static final int MAX_BYTES_OF_PARTITIONS = 2 * 1024;

  private BatchPlanner() {}

  /**
   * @param maxRows maximum number of rows in a batch
   * @param replicas returns a key that is equal for rows stored on the same nodes
   * @return batches; the rows of one partition keep their order. A row whose write is not
   *     idempotent is alone, so that no retry of another row repeats it
   */
  static List<List<Row>> plan(List<Row> rows, int maxRows, Function<Row, ?> replicas) {
    List<List<Row>> batches = new ArrayList<>();
    Map<Object, Group> shared = new LinkedHashMap<>();
    for (Group partition : byPartition(rows, maxRows)) {
      Row row = partition.rows.get(0);
      if (partition.bytes > MAX_BYTES_OF_PARTITIONS / 2 || !row.table().isIdempotent()) {
        batches.add(partition.rows);
        continue;
      }
      Object key = List.of(row.table(), replicas.apply(row));
      Group group = shared.get(key);
      if (group == null || !group.hasRoomFor(partition, maxRows)) {
        group = new Group();
        batches.add(group.rows);
        shared.put(key, group);
      }
      group.addPartition(partition);
    }
    return batches;
  }

  private static List<Group> byPartition(List<Row> rows, int maxRows) {
    Map<Row.Partition, Group> latest = new LinkedHashMap<>();
    List<Group> groups = new ArrayList<>();
    for (Row row : rows) {
      Row.Partition partition = row.partition();
      int bytes = row.bytes();
      Group group = latest.get(partition);
      if (group == null
          || group.rows.size() == maxRows
          || group.bytes + bytes > MAX_BYTES
          || !row.table().isIdempotent()) {
        group = new Group();
        groups.add(group);
        latest.put(partition, group);
      }
      group.rows.add(row);
      group.bytes += bytes;
    }
    return groups;
  }

  private static final class Group {
    private final List<Row> rows = new ArrayList<>();
    private int bytes;
    private int partitions;

    boolean hasRoomFor(Group partition, int maxRows) {
      return partitions < MAX_PARTITIONS
          && rows.size() + partition.rows.size() <= maxRows
          && bytes + partition.bytes <= MAX_BYTES_OF_PARTITIONS;
    }

    void addPartition(Group partition) {
      rows.addAll(partition.rows);
      bytes += partition.bytes;
      partitions++;
    }
  }
}
