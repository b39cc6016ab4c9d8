package io.iotpipeline.streamsapp.topology;

import static io.iotpipeline.schemas.RejectionReason.DUPLICATE;
import static io.iotpipeline.schemas.RejectionReason.LATE;
import static io.iotpipeline.schemas.RejectionReason.SUM_OVERFLOW;
import static io.iotpipeline.schemas.RejectionReason.TOO_MANY_NEW_METRICS;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorStore;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import io.iotpipeline.streamsapp.validate.Rejected;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Accepts an event unless its hour is closed, its sensor would have too many metrics, it is a
 * duplicate, or a sum would be too large.
 *
 * <p>Stream time is kept per sensor: the sensor's clock is the greatest event time accepted from
 * it. So a sensor that was offline is not late, and one fast clock does not make other sensors
 * late. An event that is newer than its sensor's clock cannot be a duplicate; for other events the
 * ids of their hour are searched.
 */
final class AcceptProcessor implements Processor<byte[], ValidatedRecord, byte[], Object> {

  private final boolean checksDuplicates;
  private final int maxMetrics;
  private final Supplier<ValidatedEventWriter> writerOfThread;
  private final RejectionLog rejectionLog;
  private final PipelineMetrics metrics;

  private ProcessorContext<byte[], Object> context;
  private ValidatedEventWriter writer;
  private Quarantine quarantine;
  private SensorStore sensors;

  AcceptProcessor(
      boolean checksDuplicates,
      int maxMetrics,
      Supplier<ValidatedEventWriter> writerOfThread,
      RejectionLog rejectionLog,
      PipelineMetrics metrics) {
    this.checksDuplicates = checksDuplicates;
    this.maxMetrics = maxMetrics;
    this.writerOfThread = writerOfThread;
    this.rejectionLog = rejectionLog;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    writer = writerOfThread.get();
    quarantine = new Quarantine(context, rejectionLog, metrics);
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
  }

  @Override
  public void process(Record<byte[], ValidatedRecord> received) {
    Record<byte[], byte[]> record = received.value().record();
    DecodedEvent event = received.value().event();
    sensors.makeRoom();
    Sensor sensor = sensors.sensor(event.sensorId());
    long hourStart = UtcHour.startOf(event.time());
    if (sensor.isClosed(hourStart)) {
      quarantine.send(record, late(event, sensor));
      return;
    }
    int metricsOfSensor = sensor.metricsWith(event, maxMetrics);
    if (metricsOfSensor > maxMetrics) {
      quarantine.send(record, tooManyNewMetrics(metricsOfSensor));
      return;
    }
    Hour hour = sensors.hour(sensor, hourStart);
    boolean isNewest = event.time() > sensor.clock();
    if (checksDuplicates && !isNewest && sensors.contains(hour, event.idHigh(), event.idLow())) {
      quarantine.send(record, duplicate(event));
      return;
    }
    if (hour.overflowsWith(event)) {
      quarantine.send(record, sumOverflow(hour));
      return;
    }
    long advance = sensor.advance(event.time());
    long now = context.currentSystemTimeMs();
    // A clock of the broker that is ahead must not lead into the future.
    long arrivedAt = Math.min(received.timestamp(), now);
    sensors.accept(hour, event, checksDuplicates, arrivedAt, now);
    metrics.validated();
    metrics.clockLag(now - sensor.clock());
    context.forward(record.withValue(writer.write(event)), TopologyNames.VALIDATED_EVENTS);
    AcceptedEvent accepted = new AcceptedEvent(event, sensor, hour, isNewest, advance);
    Record<byte[], Object> onward = new Record<>(record.key(), accepted, arrivedAt);
    // The aggregate comes last: it may make the store evict the sensor.
    context.forward(onward, TopologyNames.ALERT);
    context.forward(onward, TopologyNames.REGISTER);
    context.forward(onward, TopologyNames.AGGREGATE);
  }

  private static Rejected late(DecodedEvent event, Sensor sensor) {
    return new Rejected(
        LATE,
        "event_time "
            + Instant.ofEpochMilli(event.time())
            + " is before "
            + Instant.ofEpochMilli(sensor.openFrom())
            + ", the start of the earliest open hour; the sensor's clock is "
            + Instant.ofEpochMilli(sensor.clock()));
  }

  private Rejected tooManyNewMetrics(int metricsOfSensor) {
    return new Rejected(
        TOO_MANY_NEW_METRICS,
        "the sensor would have "
            + metricsOfSensor
            + " metrics in 30 days, which exceeds max.metrics="
            + maxMetrics);
  }

  private static Rejected sumOverflow(Hour hour) {
    return new Rejected(
        SUM_OVERFLOW,
        "the sum of a metric in the hour from "
            + Instant.ofEpochMilli(hour.start())
            + " would exceed the range of a double");
  }

  private static Rejected duplicate(DecodedEvent event) {
    return new Rejected(
        DUPLICATE, "event_id " + event.eventId() + " is already accepted for this sensor and hour");
  }
}
