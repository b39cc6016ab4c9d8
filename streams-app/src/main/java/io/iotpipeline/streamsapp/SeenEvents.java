package io.iotpipeline.streamsapp;

import java.util.UUID;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The event ids that each sensor has sent for its open windows.
 *
 * <p>An id counts as seen while the window that it was seen in is open. It leaves the store later,
 * when the sensor's clock enters another stretch of the length of the grace: looking through all
 * ids of a sensor each time a window closes would cost more than all the rest.
 */
final class SeenEvents {

  private final KeyValueStore<SeenKey, Long> windowStarts;
  private final Hours hours;

  SeenEvents(KeyValueStore<SeenKey, Long> windowStarts, Hours hours) {
    this.windowStarts = windowStarts;
    this.hours = hours;
  }

  boolean contains(String sensorId, UUID eventId, long clock) {
    Long windowStart = windowStarts.get(new SeenKey(sensorId, eventId));
    return windowStart != null && !hours.isClosed(windowStart, clock);
  }

  void add(String sensorId, UUID eventId, long windowStart) {
    windowStarts.put(new SeenKey(sensorId, eventId), windowStart);
  }

  /** Drops the ids of closed windows, if the clock's step is one at which that is done. */
  void clockMoved(String sensorId, long from, long to) {
    if (stretch(sensorId, from) == stretch(sensorId, to)) {
      return;
    }
    try (KeyValueIterator<SeenKey, Long> ids =
        windowStarts.range(SeenKey.first(sensorId), SeenKey.last(sensorId))) {
      ids.forEachRemaining(
          id -> {
            if (hours.isClosed(id.value, to)) {
              windowStarts.delete(id.key);
            }
          });
    }
  }

  /** Each sensor has stretches of its own, so that not all of them sweep at the same moment. */
  private long stretch(String sensorId, long clock) {
    long length = Math.max(hours.graceMs(), Hours.HOUR_MS);
    return Math.floorDiv(clock + Math.floorMod(sensorId.hashCode(), length), length);
  }
}
