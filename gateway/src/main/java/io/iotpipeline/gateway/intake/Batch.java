package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.SensorEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The content of a message, in its order: events, and pieces that are none. Each has an index,
 * counted from 0. Not thread-safe.
 */
public final class Batch {

  /** Bounds what a small compressed message can become: each piece is a record of Kafka. */
  public static final int MAX_SIZE = 20_000;

  /**
   * Bounds the texts and numbers of all events as they are in Kafka's records. They can be far more
   * than the message: names that the message has once, or an alias of, are in each event.
   */
  public static final long MAX_BYTES = 16L * 1024 * 1024;

  private static final int NUMBER_BYTES = 9;

  private final List<SensorEvent> events = new ArrayList<>();
  private final List<Piece> unreadable = new ArrayList<>();
  private int[] indexes = new int[16];
  private int size;
  private long bytes;

  /** A piece that is not an event, and its place in the message. */
  public record Piece(int index, Unreadable content) {}

  /**
   * @throws BatchTooLargeException if there are too many, or they are too large
   */
  public void add(SensorEvent event) {
    int index = nextIndex();
    bytes += bytesOf(event);
    if (bytes > MAX_BYTES) {
      throw new BatchTooLargeException("%d MiB of events".formatted(MAX_BYTES / 1024 / 1024));
    }
    if (events.size() == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * indexes.length);
    }
    indexes[events.size()] = index;
    events.add(event);
  }

  /**
   * @throws BatchTooLargeException if there are too many
   */
  public void add(Unreadable piece) {
    unreadable.add(new Piece(nextIndex(), piece));
  }

  /** The sensor id is in the key and in the value. */
  private static long bytesOf(SensorEvent event) {
    long bytes = 2L * event.getSensorId().getBytes(UTF_8).length;
    for (String metric : event.getMeasurements().keySet()) {
      bytes += metric.getBytes(UTF_8).length + NUMBER_BYTES;
    }
    return bytes;
  }

  private int nextIndex() {
    if (size == MAX_SIZE) {
      throw new BatchTooLargeException("%d events".formatted(MAX_SIZE));
    }
    return size++;
  }

  /** The number of events and of pieces that are none. */
  public int size() {
    return size;
  }

  public List<SensorEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /**
   * @param position position in {@link #events()}
   * @return the index of the event in the message
   */
  public int indexOfEvent(int position) {
    return indexes[position];
  }

  public List<Piece> unreadable() {
    return Collections.unmodifiableList(unreadable);
  }
}
