package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.MetricList;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.Arrays;
import java.util.List;

/**
 * One UTC hour of one sensor: the statistics of its metrics, and the ids of its events.
 *
 * <p>New ids are appended to an array. The set for the duplicate check is built when the first
 * event arrives that is not newer than its sensor's clock. Ids that are stored in a chunk are
 * removed from the array. When the hour has {@link #MAX_CHUNKS} chunks, each further id is a record
 * of its own, which is looked up on disk. So the set does not grow with the number of events.
 */
public final class Hour {

  /** Of the object, and of its place in the map of its sensor. */
  private static final int OWN_BYTES = 140;

  private static final int BYTES_PER_METRIC = 160;

  /** With 32 to 64 ids each, a set of all ids in chunks has at most half a megabyte. */
  static final int MAX_CHUNKS = 128;

  /** A longer array of ids is not reused. */
  private static final int MAX_REUSED_LENGTH = 128;

  final Sensor sensor;
  final long start;
  private final MetricList<Series> series = new MetricList<>();

  /** Ids that are in no chunk yet: high and low half in turn. */
  long[] unchunkedIds = {};

  int unchunkedSize;

  /** Number of chunks of ids in the byte store. */
  int chunks;

  /** All ids that are not records of their own; null until the first lookup. */
  EventIdSet index;

  /**
   * Number of the first journal entry that its record does not contain. The record has at least
   * every change of the hour that the snapshot of its sensor has; more if it was evicted alone.
   */
  long nextEntry;

  /** Whether the byte store has a record of this hour. */
  boolean stored;

  /** Whether the byte store has a marker that this hour is pending. */
  boolean hasPendingMarker;

  /** Whether its record is older than it is. */
  boolean changed;

  /** Whether it has an update that is not emitted yet. */
  boolean pending;

  /** Its bytes as they are counted in the {@link HeapBudget}. */
  long countedBytes;

  Hour(Sensor sensor, long start) {
    this.sensor = sensor;
    this.start = start;
  }

  public String sensorId() {
    return sensor.id;
  }

  /** Start of the hour, ms since 1970-01-01T00:00:00Z. */
  public long start() {
    return start;
  }

  /** One series for each metric, in the order in which the metrics were first seen. */
  public List<Series> series() {
    return series.elements();
  }

  /** Whether the sum of a metric would not be a double with the readings of this event. */
  public boolean overflowsWith(DecodedEvent event) {
    for (int i = 0; i < event.size(); i++) {
      if (Accumulator.isLarge(event.value(i))) {
        Series found = series.find(event.metric(i), i);
        if (found != null && !found.readings.accepts(event.value(i))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Adds the readings of an event; the caller must call {@link SensorStore#changed}. */
  public void add(DecodedEvent event) {
    for (int i = 0; i < event.size(); i++) {
      String metric = event.metric(i);
      Series found = series.find(metric, i);
      (found == null ? addSeries(metric) : found).readings.add(event.time(), event.value(i));
    }
  }

  Series addSeries(String metric) {
    Series added = new Series(metric);
    series.add(added);
    return added;
  }

  /** Whether further ids are stored as records of their own. */
  boolean hasManyIds() {
    return chunks >= MAX_CHUNKS;
  }

  /** Appends an id to those that are in no chunk. */
  void addId(long high, long low) {
    if (unchunkedSize == unchunkedIds.length) {
      unchunkedIds = Arrays.copyOf(unchunkedIds, Math.max(8, 2 * unchunkedIds.length));
    }
    unchunkedIds[unchunkedSize++] = high;
    unchunkedIds[unchunkedSize++] = low;
    if (index != null) {
      index.add(high, low);
    }
  }

  /** Called when the ids are stored in a chunk, or are not needed any more. */
  void clearUnchunkedIds() {
    unchunkedSize = 0;
    if (unchunkedIds.length > MAX_REUSED_LENGTH) {
      unchunkedIds = new long[0];
    }
  }

  /** Whether it has readings that no update has emitted. */
  boolean hasUnemittedReadings() {
    for (Series each : series.elements()) {
      if (each.hasUnemittedReadings()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it has an update to emit: that of a closed hour was its final one. */
  boolean isDue() {
    return hasUnemittedReadings() && !sensor.isClosed(start);
  }

  /** Marks all readings as emitted; see {@link Series#nextRevision}. */
  void markEmitted(long nowMs) {
    for (Series each : series.elements()) {
      if (each.hasUnemittedReadings()) {
        each.nextRevision(nowMs);
      }
    }
  }

  /** Greatest event time of its readings. */
  long lastTime() {
    long last = Long.MIN_VALUE;
    for (Series each : series.elements()) {
      last = Math.max(last, each.readings.lastTime);
    }
    return last;
  }

  /** Estimated bytes on the heap. */
  long heapBytes() {
    return OWN_BYTES
        + series.heapBytes(BYTES_PER_METRIC)
        + 8L * unchunkedIds.length
        + (index == null ? 0 : index.heapBytes());
  }
}
