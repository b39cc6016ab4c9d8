package io.iotpipeline.gateway.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.EventIds;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The readings of a payload: those with the same time make one event. A metric with two values of
 * the same time makes two events. Not thread-safe.
 *
 * <p>An alias of two bytes stands for a long name, so a small payload could become much larger than
 * it is: number and size of the events have limits.
 */
final class ReadingsByTime {

  /** Bytes of the names and values of an event; the same as of an event in JSON. */
  static final int MAX_EVENT_BYTES = 256 * 1024;

  /** Bytes of all events, with their sensor ids. */
  static final int MAX_BYTES = 16 * 1024 * 1024;

  /** A double, and the length of its name. */
  private static final int BYTES_PER_VALUE = 9;

  private final String sensorId;
  private final TreeMap<Long, SameTime> times = new TreeMap<>();
  private int events;
  private long bytes;

  ReadingsByTime(String sensorId) {
    this.sensorId = sensorId;
  }

  private static final class Event {
    private final Map<String, Double> measurements = new HashMap<>();
    private int bytes;
  }

  /**
   * @param counts of values of each metric: its next value belongs to the event of this index
   */
  private record SameTime(List<Event> events, Map<String, Integer> counts) {}

  /**
   * @param time milliseconds since 1970
   * @throws TooManyReadingsException if a limit is exceeded; no more can be added then
   */
  void add(long time, String metric, double value) throws TooManyReadingsException {
    SameTime sameTime =
        times.computeIfAbsent(time, any -> new SameTime(new ArrayList<>(1), new HashMap<>()));
    int index = sameTime.counts().merge(metric, 1, Integer::sum) - 1;
    if (index == sameTime.events().size()) {
      sameTime.events().add(newEvent());
    }
    Event event = sameTime.events().get(index);
    int size = length(metric) + BYTES_PER_VALUE;
    event.bytes += size;
    require(event.bytes <= MAX_EVENT_BYTES, "an event of more than 256 KiB");
    grow(size);
    event.measurements.put(metric, value);
  }

  private Event newEvent() throws TooManyReadingsException {
    events++;
    require(events <= Batch.MAX_SIZE, "more than %d events".formatted(Batch.MAX_SIZE));
    grow(length(sensorId));
    return new Event();
  }

  private void grow(int size) throws TooManyReadingsException {
    bytes += size;
    require(bytes <= MAX_BYTES, "events of more than 16 MiB");
  }

  private static int length(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static void require(boolean condition, String problem) throws TooManyReadingsException {
    if (!condition) {
      throw new TooManyReadingsException(problem + " in one message; send several");
    }
  }

  /** The events, by time. */
  Batch toBatch() {
    Batch batch = new Batch();
    times.forEach(
        (time, sameTime) -> {
          for (Event event : sameTime.events()) {
            String id = EventIds.of(sensorId, time, event.measurements);
            batch.add(
                new SensorEvent(id, sensorId, Instant.ofEpochMilli(time), event.measurements));
          }
        });
    return batch;
  }
}
