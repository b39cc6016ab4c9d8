package io.iotpipeline.gateway.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;

/** A producer whose metrics are shown until it is closed. */
final class MeasuredProducer extends KafkaProducer<byte[], byte[]> {

  private final KafkaClientMetrics measured;

  MeasuredProducer(Map<String, Object> settings, MeterRegistry registry) {
    super(settings);
    this.measured = new KafkaClientMetrics(this);
    measured.bindTo(registry);
  }

  @Override
  public void close(Duration timeout) {
    measured.close();
    super.close(timeout);
  }
}
