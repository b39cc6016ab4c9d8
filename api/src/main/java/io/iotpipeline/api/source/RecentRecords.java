package io.iotpipeline.api.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Cursor;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The newest records of a topic, by their arrival. One thread adds, others read.
 *
 * @param <T> what a record has become
 */
public final class RecentRecords<T> {

  private final int maxRecords;
  private final long maxBytes;
  private final ConcurrentSkipListMap<Position, Entry<T>> newestFirst =
      new ConcurrentSkipListMap<>();
  private long bytes;
  private int size;

  /**
   * Where a record is; the newest is the least.
   *
   * @param timestampMs of the record, which is that of its arrival
   */
  public record Position(long timestampMs, int partition, long offset)
      implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
      int byTime = Long.compare(other.timestampMs, timestampMs);
      int byPartition = byTime == 0 ? Integer.compare(partition, other.partition) : byTime;
      return byPartition == 0 ? Long.compare(other.offset, offset) : byPartition;
    }
  }

  private record Entry<T>(T value, long bytes) {}

  public RecentRecords(int maxRecords, long maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Adds a record, and removes the oldest ones that there is no room for. */
  public synchronized void add(Position position, T value, long size) {
    Entry<T> before = newestFirst.put(position, new Entry<>(value, size));
    bytes += size - (before == null ? 0 : before.bytes());
    this.size += before == null ? 1 : 0;
    while (this.size > maxRecords || (bytes > maxBytes && this.size > 1)) {
      bytes -= newestFirst.pollLastEntry().getValue().bytes();
      this.size--;
    }
  }

  public synchronized int size() {
    return size;
  }

  public Iterable<T> values() {
    return () -> newestFirst.values().stream().map(Entry::value).iterator();
  }

  /**
   * A page of those that a filter takes, newest first.
   *
   * @param kind of the cursor
   * @param maxPageBytes a page ends after this many bytes of JSON, but has at least one item
   */
  public Page page(
      String kind,
      Optional<Cursor> cursor,
      int limit,
      long maxPageBytes,
      Predicate<T> filter,
      Function<T, ObjectNode> json) {
    NavigableMap<Position, Entry<T>> rest =
        cursor
            .<NavigableMap<Position, Entry<T>>>map(
                after -> newestFirst.tailMap(position(after), false))
            .orElse(newestFirst);
    List<ObjectNode> items = new ArrayList<>();
    Position last = null;
    long size = 0;
    for (Map.Entry<Position, Entry<T>> each : rest.entrySet()) {
      if (!filter.test(each.getValue().value())) {
        continue;
      }
      if (items.size() == limit || size > maxPageBytes) {
        return Page.of(items, cursor(kind, last).toString());
      }
      ObjectNode item = json.apply(each.getValue().value());
      items.add(item);
      size += maxPageBytes == Long.MAX_VALUE ? 0 : Json.text(item).length();
      last = each.getKey();
    }
    return Page.of(items, null);
  }

  private static Cursor cursor(String kind, Position last) {
    return Cursor.of(kind, last.timestampMs(), last.partition(), last.offset());
  }

  private static Position position(Cursor cursor) {
    return new Position(cursor.number(0), (int) cursor.number(1), cursor.number(2));
  }

  /** How many parts a cursor has. */
  public static final int CURSOR_PARTS = 3;
}
