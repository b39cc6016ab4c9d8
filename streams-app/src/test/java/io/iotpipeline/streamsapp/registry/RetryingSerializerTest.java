package io.iotpipeline.streamsapp.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.ValidatedEvent;
import io.iotpipeline.streamsapp.topology.TestPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RetryingSerializerTest {

  private static final String TOPIC = "validated-events";

  private final AtomicInteger calls = new AtomicInteger();
  private final Serializer<ValidatedEvent> configured =
      AvroSerdes.of(
              TestPipeline.config(InMemoryRegistry.withOurSchemas(), Path.of("unused")).avro())
          .serializer();

  @Test
  void retries_until_the_first_record_is_written() {
    RetryingSerializer<ValidatedEvent> serializer =
        retrying(
            (topic, entry) -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("no answer");
              }
              return configured.serialize(topic, entry);
            });

    byte[] first = serializer.serialize(TOPIC, event("first"));

    assertThat(first).isEqualTo(configured.serialize(TOPIC, event("first")));
    assertThat(calls).hasValue(3);
  }

  @Test
  void throws_after_the_timeout() {
    RetryingSerializer<ValidatedEvent> serializer =
        retrying(
            (topic, entry) -> {
              throw new IllegalStateException("no answer");
            });

    assertThatThrownBy(() -> serializer.serialize(TOPIC, event("first")))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("cannot serialize for topic " + TOPIC);
  }

  private static RetryingSerializer<ValidatedEvent> retrying(
      Serializer<ValidatedEvent> configured) {
    return new RetryingSerializer<>(() -> configured, new RetryPolicy(Duration.ofMillis(500)));
  }

  private static ValidatedEvent event(String sensor) {
    String id = "00000000-0000-0000-0000-000000000001";
    return new ValidatedEvent(id, sensor, Instant.EPOCH, Map.of("m", 1.5), "1970-01-01", 0);
  }
}
