package io.iotpipeline.streamsapp.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
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

  private final AtomicInteger asked = new AtomicInteger();
  private final Serializer<ValidatedEvent> configured =
      AvroSerdes.of(
              TestPipeline.config(InMemoryRegistry.withOurSchemas(), Path.of("unused")).avro())
          .serializer();

  @Test
  void writes_what_the_configured_serializer_writes_and_asks_it_once() {
    RetryingSerializer<ValidatedEvent> serializer =
        patient(
            (topic, entry) -> {
              asked.incrementAndGet();
              return configured.serialize(topic, entry);
            });
    serializer.serialize(TOPIC, event("first"));

    byte[] second = serializer.serialize(TOPIC, event("second"));

    assertThat(second).isEqualTo(configured.serialize(TOPIC, event("second")));
    assertThat(asked).hasValue(1);
  }

  @Test
  void leaves_all_records_to_a_serializer_of_another_form() {
    RetryingSerializer<ValidatedEvent> serializer =
        patient((topic, entry) -> (asked.incrementAndGet() + entry.getSensorId()).getBytes(UTF_8));
    serializer.serialize(TOPIC, event("first"));

    byte[] second = serializer.serialize(TOPIC, event("second"));

    assertThat(second).asString().isEqualTo("2second");
  }

  @Test
  void asks_again_until_the_first_record_is_written() {
    RetryingSerializer<ValidatedEvent> serializer =
        patient(
            (topic, entry) -> {
              if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("no answer");
              }
              return configured.serialize(topic, entry);
            });

    byte[] first = serializer.serialize(TOPIC, event("first"));

    assertThat(first).isEqualTo(configured.serialize(TOPIC, event("first")));
    assertThat(asked).hasValue(3);
  }

  @Test
  void gives_up_when_its_patience_is_over() {
    RetryingSerializer<ValidatedEvent> serializer =
        patient(
            (topic, entry) -> {
              throw new IllegalStateException("no answer");
            });

    assertThatThrownBy(() -> serializer.serialize(TOPIC, event("first")))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("cannot write to " + TOPIC);
  }

  private static RetryingSerializer<ValidatedEvent> patient(Serializer<ValidatedEvent> configured) {
    return new RetryingSerializer<>(() -> configured, new RetryPolicy(Duration.ofMillis(500)));
  }

  private static ValidatedEvent event(String sensor) {
    String id = "00000000-0000-0000-0000-000000000001";
    return new ValidatedEvent(id, sensor, Instant.EPOCH, Map.of("m", 1.5), "1970-01-01", 0);
  }
}
