package io.iotpipeline.producer.send;

import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/** Sends records to Kafka. */
public final class EventSender implements RecordSender {

  private final Producer<byte[], byte[]> producer;
  private final Serializer<SensorEvent> serializer;
  private final String topic;
  private final SendCounts counts;
  private final Consumer<RecordMetadata> acknowledgements;

  /**
   * @param failures receives a message for each failed record
   * @param acknowledgements receives the position of each acknowledged record
   */
  EventSender(
      Producer<byte[], byte[]> producer,
      Serializer<SensorEvent> serializer,
      String topic,
      Consumer<String> failures,
      Consumer<RecordMetadata> acknowledgements) {
    this.producer = producer;
    this.serializer = serializer;
    this.topic = topic;
    this.counts = new SendCounts(failures);
    this.acknowledgements = acknowledgements;
  }

  @Override
  public void send(OutgoingRecord outgoing) {
    counts.sent(outgoing.expectedRejection());
    // The callback captures only the ids, so that the event can be garbage collected early.
    String sensorId = outgoing.sensorId();
    String eventId = outgoing.eventId();
    try {
      byte[] value = outgoing.value(event -> serializer.serialize(topic, event));
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, outgoing.key(), value);
      var unused =
          producer.send(
              record, (metadata, failure) -> completed(sensorId, eventId, metadata, failure));
    } catch (RuntimeException e) { // from the serializer, or from send() itself
      completed(sensorId, eventId, null, e);
    }
  }

  private void completed(
      String sensorId, String eventId, RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      counts.acknowledged();
      acknowledgements.accept(metadata);
    } else {
      counts.failed(sensorId, eventId, failure);
    }
  }

  @Override
  public void flush() {
    producer.flush();
  }

  @Override
  public void abort() {
    producer.close(Duration.ZERO);
  }

  @Override
  public void close() {
    producer.close();
    serializer.close();
  }

  @Override
  public SendCounts counts() {
    return counts;
  }
}
