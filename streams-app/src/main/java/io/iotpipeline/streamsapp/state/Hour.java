package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One UTC hour of one sensor: the statistics of its metrics, and the ids of its events.
 *
 * <p>Ids are only appended as long as nobody asks for one; the set to look them up in is made when
 * the first event comes that is not newer than all before it. Ids that have been stored in a chunk
 * leave the memory.
 */
public final class Hour {

  /** Up to so many metrics a search through all is the fastest. */
  private static final int FEW = 8;

  private static final int BYTES_PER_METRIC = 250;

  /** A longer array of ids is not kept for the next ones. */
  private static final int MOST_KEPT = 128;

  final Sensor sensor;
  final long start;
  private final List<Series> series = new ArrayList<>(4);
  private Map<String, Series> byMetric;

  /** Ids that no chunk holds yet: high and low half in turn. */
  long[] freshIds = {};

  int freshSize;

  /** Number of chunks of ids in the store. */
  int chunks;

  /** All ids, once they were asked for. */
  EventIdSet index;

  /** Whether the store has a record of this hour. */
  boolean stored;

  /** Whether the store has a mark that this hour is due. */
  boolean marked;

  boolean changed;
  boolean due;
  boolean deleted;

  /** Its weight as the budget knows it. */
  long weighed;

  Hour(Sensor sensor, long start) {
    this.sensor = sensor;
    this.start = start;
  }

  public String sensorId() {
    return sensor.id;
  }

  /** Its first instant, milliseconds since 1970-01-01T00:00:00Z. */
  public long start() {
    return start;
  }

  /** By metric, in the order in which the metrics were first seen. */
  public List<Series> series() {
    return series;
  }

  /** How many metrics there would be at most with those of this event. */
  public int sizeAtMost(DecodedEvent reading) {
    return series.size() + reading.size();
  }

  /** How many metrics there would be with those of this event. */
  public int sizeWith(DecodedEvent reading) {
    int size = series.size();
    for (int i = 0; i < reading.size(); i++) {
      if (find(reading.metric(i), i) == null) {
        size++;
      }
    }
    return size;
  }

  /** Counts the event in; {@link SensorStore#changed} must be told. */
  public void add(DecodedEvent reading) {
    for (int i = 0; i < reading.size(); i++) {
      String metric = reading.metric(i);
      Series found = find(metric, i);
      (found == null ? begin(metric) : found).readings.add(reading.time(), reading.value(i));
    }
  }

  Series begin(String metric) {
    Series begun = new Series(metric);
    series.add(begun);
    if (byMetric != null) {
      byMetric.put(metric, begun);
    } else if (series.size() > FEW) {
      byMetric = new HashMap<>();
      series.forEach(each -> byMetric.put(each.metric, each));
    }
    return begun;
  }

  /**
   * @param place where it stands if the event before carried the same metrics in the same order
   */
  private Series find(String metric, int place) {
    if (place < series.size() && series.get(place).metric.equals(metric)) {
      return series.get(place);
    }
    if (byMetric != null) {
      return byMetric.get(metric);
    }
    for (Series each : series) {
      if (each.metric.equals(metric)) {
        return each;
      }
    }
    return null;
  }

  void addId(long high, long low) {
    if (freshSize == freshIds.length) {
      freshIds = Arrays.copyOf(freshIds, Math.max(8, 2 * freshIds.length));
    }
    freshIds[freshSize++] = high;
    freshIds[freshSize++] = low;
    if (index != null) {
      index.add(high, low);
    }
  }

  /** They stand in a chunk now, or are needed no more. */
  void forgetFreshIds() {
    freshSize = 0;
    if (freshIds.length > MOST_KEPT) {
      freshIds = new long[0];
    }
  }

  public boolean isDue() {
    return series.stream().anyMatch(Series::isDue);
  }

  /** The greatest event time in it. */
  long lastTime() {
    long last = Long.MIN_VALUE;
    for (Series each : series) {
      last = Math.max(last, each.readings.lastTime);
    }
    return last;
  }

  /** Bytes on the heap, about. */
  long weight() {
    return 100L
        + (long) BYTES_PER_METRIC * series.size()
        + 8L * freshIds.length
        + (index == null ? 0 : index.bytes());
  }
}
