package io.iotpipeline.streamsapp;

import static io.iotpipeline.schemas.RejectionReason.DUPLICATE;
import static io.iotpipeline.schemas.RejectionReason.LATE;

import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Admits an event unless its window is closed or it was seen before.
 *
 * <p>Each sensor has a clock of its own, the greatest event time admitted from it: whoever was
 * offline is on time when he comes back, and a neighbour's fast clock harms nobody.
 */
final class AdmitProcessor implements Processor<byte[], Received, byte[], Object> {

  private final Hours hours;
  private final RejectionLog log;

  private ProcessorContext<byte[], Object> context;
  private Quarantine quarantine;
  private KeyValueStore<String, Long> clocks;
  private SeenEvents seen;

  AdmitProcessor(Hours hours, RejectionLog log) {
    this.hours = hours;
    this.log = log;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    quarantine = new Quarantine(context, log);
    clocks = context.getStateStore(Stores.SENSOR_CLOCKS);
    seen = new SeenEvents(context.getStateStore(Stores.SEEN_EVENTS), hours);
  }

  @Override
  public void process(Record<byte[], Received> received) {
    SensorEvent event = received.value().event();
    String sensorId = event.getSensorId();
    UUID eventId = UUID.fromString(event.getEventId());
    long time = event.getEventTime().toEpochMilli();
    long windowStart = Hours.startOf(time);

    Long clock = clocks.get(sensorId);
    if (clock != null && hours.isClosed(windowStart, clock)) {
      quarantine.take(received, received.value().value(), late(event, clock));
    } else if (clock != null && seen.contains(sensorId, eventId, clock)) {
      quarantine.take(received, received.value().value(), duplicate(eventId));
    } else {
      seen.add(sensorId, eventId, windowStart);
      boolean closesWindows = clock != null && advance(sensorId, clock, time);
      if (clock == null) {
        clocks.put(sensorId, time);
      }
      long firstOpen = hours.firstOpen(clock == null ? time : Math.max(clock, time));
      forward(received, new Admitted(event, windowStart, firstOpen, closesWindows));
    }
  }

  /** Moves the sensor's clock, and tells whether a window may have closed by that. */
  private boolean advance(String sensorId, long clock, long time) {
    if (time <= clock) {
      return false;
    }
    clocks.put(sensorId, time);
    if (hours.firstOpen(time) == hours.firstOpen(clock)) {
      return false;
    }
    seen.clockMoved(sensorId, clock, time);
    return true;
  }

  private void forward(Record<byte[], Received> received, Admitted admitted) {
    SensorEvent event = admitted.event();
    ValidatedEvent validated =
        new ValidatedEvent(
            event.getEventId(),
            event.getSensorId(),
            event.getEventTime(),
            event.getMeasurements(),
            LocalDate.ofInstant(event.getEventTime(), ZoneOffset.UTC).toString());
    context.forward(received.withValue(validated), PipelineTopology.VALIDATED_EVENTS);
    context.forward(received.withValue(admitted), PipelineTopology.AGGREGATE);
  }

  private Rejected late(SensorEvent event, long clock) {
    Instant firstOpen = Instant.ofEpochMilli(hours.firstOpen(clock));
    return new Rejected(
        LATE,
        "event_time "
            + event.getEventTime()
            + " is before "
            + firstOpen
            + ": the sensor's clock stands at "
            + Instant.ofEpochMilli(clock));
  }

  private static Rejected duplicate(UUID eventId) {
    return new Rejected(DUPLICATE, "event_id " + eventId + " was seen before from this sensor");
  }
}
