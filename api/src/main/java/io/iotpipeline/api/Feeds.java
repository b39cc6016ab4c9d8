package io.iotpipeline.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.api.pipeline.RecordCount;
import io.iotpipeline.api.quarantine.QuarantineLog;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.source.AvroReader;
import io.iotpipeline.api.source.KafkaClients;
import io.iotpipeline.api.source.RecentRecords;
import io.iotpipeline.api.source.TopicTail;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings records of topics to what is kept of them in memory. */
final class Feeds implements AutoCloseable {

  private final KafkaClients kafka;
  private final AvroReader avro;
  private final ApiMetrics metrics;
  private final SensorRegister register;
  private final TopicTail rejected;
  private final List<TopicTail> tails;

  Feeds(
      KafkaClients kafka,
      AvroReader avro,
      ApiMetrics metrics,
      SensorRegister register,
      AlertLog alerts,
      QuarantineLog quarantine) {
    this.kafka = kafka;
    this.avro = avro;
    this.metrics = metrics;
    this.register = register;
    alerts.listen(alert -> register.alertsChanged(alert.getSensorId()));
    this.rejected =
        tail(
            Topics.REJECTED_EVENTS,
            QuarantineLog.MAX_RECORDS,
            record ->
                read(record, RejectedEvent.class)
                    .ifPresent(event -> quarantine.add(record, event)));
    this.tails =
        List.of(
            rejected,
            tail(Topics.SENSORS, TopicTail.ALL, this::register),
            tail(
                Topics.SENSOR_ALERTS,
                AlertLog.MAX_ALERTS,
                record ->
                    read(record, SensorAlert.class)
                        .ifPresent(alert -> alerts.add(position(record), alert))));
  }

  private TopicTail tail(Topic topic, long fromEnd, TopicTail.Handler handler) {
    return new TopicTail(
        topic.name(),
        fromEnd,
        kafka::consumer,
        record -> {
          handler.handle(record);
          metrics.read(topic.name(), 1);
        },
        System::nanoTime);
  }

  private void register(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      register.remove(record.key() == null ? "" : new String(record.key(), UTF_8));
    } else {
      read(record, SensorStatus.class).ifPresent(register::put);
    }
  }

  private <T extends SpecificRecordBase> Optional<T> read(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    Optional<T> value = avro.read(record.value(), type);
    if (value.isEmpty()) {
      metrics.unreadable(record.topic());
    }
    return value;
  }

  private static RecentRecords.Position position(ConsumerRecord<byte[], byte[]> record) {
    return new RecentRecords.Position(record.timestamp(), record.partition(), record.offset());
  }

  /** Whether the newest rejected records are read, so that further ones are new. */
  boolean hasReadRejected() {
    return rejected.caughtUp();
  }

  /** By topic; those that have not been read to their end yet are missing. */
  Map<String, RecordCount> counts() {
    return tails.stream()
        .filter(TopicTail::caughtUp)
        .collect(
            Collectors.toMap(
                TopicTail::topic, each -> new RecordCount(records(each), each.read())));
  }

  /** Of each sensor the newest record counts: older ones are compacted away some time. */
  private OptionalLong records(TopicTail tail) {
    boolean isOfSensors = tail.topic().equals(Topics.SENSORS.name());
    if (tail.hasSkipped() || (isOfSensors && register.refused() > 0)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(isOfSensors ? register.size() : tail.read());
  }

  void start() {
    tails.forEach(TopicTail::start);
  }

  /** What has not been read to its end yet, or not for a while, and why. */
  List<String> waitingFor() {
    return tails.stream()
        .flatMap(
            tail -> tail.waitingFor().stream().map(why -> "topic " + tail.topic() + ": " + why))
        .toList();
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::stop); // all at the same time
    tails.forEach(TopicTail::close);
  }
}
