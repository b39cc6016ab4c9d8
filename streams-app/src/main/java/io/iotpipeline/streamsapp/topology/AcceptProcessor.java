package io.iotpipeline.streamsapp.topology;

import static io.iotpipeline.schemas.RejectionReason.DUPLICATE;
import static io.iotpipeline.schemas.RejectionReason.LATE;
import static io.iotpipeline.schemas.RejectionReason.TOO_MANY_METRICS;

import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Hours;
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
 * Admits an event unless its hour is closed or too full for it, or it was seen before.
 *
 * <p>Each sensor has a clock of its own, the greatest event time admitted from it: whoever was
 * offline is on time when he comes back, and a neighbour's fast clock harms nobody. An event that
 * is newer than that clock is new; only for others the ids of their hour are searched.
 */
final class AcceptProcessor implements Processor<byte[], ValidatedRecord, byte[], Object> {

  private final boolean checksDuplicates;
  private final int maxMetrics;
  private final Supplier<ValidatedEventWriter> writerOfThread;
  private final RejectionLog log;
  private final PipelineMetrics metrics;

  private ProcessorContext<byte[], Object> context;
  private ValidatedEventWriter writer;
  private Quarantine quarantine;
  private SensorStore sensors;

  AcceptProcessor(
      boolean checksDuplicates,
      int maxMetrics,
      Supplier<ValidatedEventWriter> writerOfThread,
      RejectionLog log,
      PipelineMetrics metrics) {
    this.checksDuplicates = checksDuplicates;
    this.maxMetrics = maxMetrics;
    this.writerOfThread = writerOfThread;
    this.log = log;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    writer = writerOfThread.get();
    quarantine = new Quarantine(context, log, metrics);
    sensors = context.getStateStore(PipelineTopology.SENSORS);
  }

  @Override
  public void process(Record<byte[], ValidatedRecord> received) {
    Record<byte[], byte[]> record = received.value().record();
    DecodedEvent reading = received.value().reading();
    Sensor sensor = sensors.sensor(reading.sensorId());
    long hourStart = Hours.startOf(reading.time());
    if (sensor.isClosed(hourStart)) {
      quarantine.take(record, late(reading, sensor));
      return;
    }
    Hour hour = sensors.hour(sensor, hourStart);
    if (hour.sizeAtMost(reading) > maxMetrics && hour.sizeWith(reading) > maxMetrics) {
      quarantine.take(record, tooManyMetrics(hour.sizeWith(reading)));
      return;
    }
    boolean isNewest = reading.time() > sensor.clock();
    if (checksDuplicates
        && !isNewest
        && sensors.contains(hour, reading.idHigh(), reading.idLow())) {
      quarantine.take(record, duplicate(reading));
      return;
    }
    long now = context.currentSystemTimeMs();
    sensors.admit(hour, reading, checksDuplicates, now);
    metrics.validated();
    metrics.clockLag(now - sensor.clock());
    context.forward(record.withValue(writer.write(reading)), PipelineTopology.VALIDATED_EVENTS);
    AcceptedEvent admitted = new AcceptedEvent(reading, sensor, hour, isNewest);
    Record<byte[], Object> onward = new Record<>(record.key(), admitted, record.timestamp());
    context.forward(onward, PipelineTopology.AGGREGATE);
    context.forward(onward, PipelineTopology.ALERT);
  }

  private static Rejected late(DecodedEvent reading, Sensor sensor) {
    return new Rejected(
        LATE,
        "event_time "
            + Instant.ofEpochMilli(reading.time())
            + " is before "
            + Instant.ofEpochMilli(sensor.openFrom())
            + ": the sensor's clock stands at "
            + Instant.ofEpochMilli(sensor.clock()));
  }

  private Rejected tooManyMetrics(int metricsOfHour) {
    return new Rejected(
        TOO_MANY_METRICS,
        "with it the sensor's hour has "
            + metricsOfHour
            + " metrics, at most "
            + maxMetrics
            + " wanted");
  }

  private static Rejected duplicate(DecodedEvent reading) {
    return new Rejected(
        DUPLICATE, "event_id " + reading.eventId() + " was seen before from this sensor");
  }
}
