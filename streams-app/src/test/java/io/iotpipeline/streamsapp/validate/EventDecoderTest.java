package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.registry.InMemoryRegistry;
import io.iotpipeline.streamsapp.registry.RetryPolicy;
import io.iotpipeline.streamsapp.registry.SchemaCache;
import io.iotpipeline.streamsapp.topology.Fixtures;
import io.iotpipeline.streamsapp.topology.TestPipeline;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class EventDecoderTest {

  private final InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
  private final AvroSerdes serdes =
      AvroSerdes.of(TestPipeline.config(registry, Path.of("unused")).avro());
  private final Serializer<Object> serializer = serdes.serializer();
  private final byte[] good = serializer.serialize("", Fixtures.event());
  private final AtomicLong clock = new AtomicLong();
  private final EventDecoder decoder =
      decoder(schemas(Duration.ofSeconds(5)), Duration.ofMillis(300));

  @Test
  void reads_an_event() {
    assertDecoded(decoder.decode(good));
  }

  @Test
  void a_missing_value_is_rejected() {
    assertRejected(decoder.decode(null), RejectionReason.MISSING_VALUE);
  }

  @Test
  void bytes_without_a_schema_id_are_undecodable() {
    assertRejected(decoder.decode(new byte[0]), RejectionReason.UNDECODABLE);
    assertRejected(decoder.decode(new byte[] {0, 0, 0, 1}), RejectionReason.UNDECODABLE);
    assertRejected(decoder.decode("{\"a\": 1}".getBytes(UTF_8)), RejectionReason.UNDECODABLE);
  }

  @Test
  void an_id_that_is_not_in_the_registry_is_an_unknown_schema() {
    assertRejected(decoder.decode(withId(99)), RejectionReason.UNKNOWN_SCHEMA);
  }

  @Test
  void an_unknown_id_is_cached() {
    decoder.decode(withId(99));
    int before = registry.calls;

    decoder.decode(withId(99));

    assertThat(registry.calls).isEqualTo(before);
  }

  @Test
  void an_id_that_is_registered_later_is_found() {
    EventDecoder forgetful = decoder(schemas(Duration.ZERO), Duration.ZERO);
    int next = Topics.all().size() + 1;
    forgetful.decode(withId(next));
    registry.register(Topics.SENSOR_EVENTS.schema());

    Decoding decoding = forgetful.decode(withId(next));

    assertDecoded(decoding);
  }

  @Test
  void many_unknown_ids_cost_few_requests() {
    for (int id = 1000; id < 11_000; id++) {
      clock.addAndGet(Duration.ofMillis(1).toNanos() / 10); // 10,000 records per second
      assertRejected(decoder.decode(withId(id)), RejectionReason.UNKNOWN_SCHEMA);
    }

    assertThat(registry.calls).isLessThan(200);
  }

  @Test
  void a_schema_that_is_registered_amid_many_unknown_ids_is_found() {
    for (int id = 1000; id < 2000; id++) {
      decoder.decode(withId(id));
    }
    int next = registry.register(Topics.SENSOR_EVENTS.schema());
    clock.addAndGet(Duration.ofSeconds(1).toNanos());

    assertDecoded(decoder.decode(withId(next)));
  }

  @Test
  void many_unknown_ids_while_the_registry_is_down_reject_nothing() {
    for (int id = 1000; id < 2000; id++) {
      decoder.decode(withId(id));
    }
    clock.addAndGet(Duration.ofSeconds(1).toNanos() / 2);
    registry.goDown();

    assertThatThrownBy(
            () -> {
              for (int id = 2000; id < 2100; id++) {
                decoder.decode(withId(id));
              }
            })
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void many_undecodable_records_of_a_schema_cost_few_requests() {
    byte[] truncated = Arrays.copyOf(good, good.length - 3);
    for (int i = 0; i < 1000; i++) {
      assertRejected(decoder.decode(truncated), RejectionReason.UNDECODABLE);
    }

    assertThat(registry.calls).isLessThan(10);
  }

  @Test
  void undecodable_records_do_not_reject_events_of_the_same_schema_while_the_registry_is_down() {
    byte[] truncated = Arrays.copyOf(good, good.length - 3);
    registry.goDownForCalls(1);
    decoder.decode(truncated);
    registry.goDown();
    clock.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThatThrownBy(() -> decoder.decode(truncated))
        .isInstanceOf(RegistryUnavailableException.class);
    assertDecoded(decoder.decode(good));
  }

  @Test
  void truncated_bytes_are_undecodable_even_as_the_first_record() {
    assertRejected(
        decoder.decode(Arrays.copyOf(good, good.length - 3)), RejectionReason.UNDECODABLE);
  }

  @Test
  void another_schema_of_ours_is_undecodable() {
    byte[] validated =
        ByteBuffer.allocate(good.length + 11).put(good).put((byte) 20).put(new byte[10]).array();
    ByteBuffer.wrap(validated).putInt(1, 1 + Topics.all().indexOf(Topics.VALIDATED_EVENTS));

    assertRejected(decoder.decode(validated), RejectionReason.UNDECODABLE);
  }

  @Test
  void a_foreign_schema_is_undecodable() {
    int foreign =
        registry.register(
            SchemaBuilder.record("org.example.Foreign").fields().requiredLong("x").endRecord());

    assertRejected(decoder.decode(withId(foreign)), RejectionReason.UNDECODABLE);
  }

  @Test
  void a_registry_that_recovers_in_time_rejects_no_event() {
    EventDecoder patient = decoder(schemas(Duration.ofSeconds(5)), Duration.ofSeconds(10));
    registry.goDownForCalls(2);

    Decoding decoding = patient.decode(good);

    assertDecoded(decoding);
  }

  @Test
  void a_registry_that_fails_between_lookup_and_decoding_rejects_no_event() {
    SchemaCache schemas = schemas(Duration.ofSeconds(5));
    assertThat(schemas.find(1)).isPresent();
    EventDecoder fresh = decoder(schemas, Duration.ofMillis(300));
    registry.goDownForCalls(1);

    Decoding decoding = fresh.decode(good);

    assertDecoded(decoding);
  }

  @Test
  void a_registry_that_stays_down_throws_and_rejects_nothing() {
    registry.goDown();

    assertThatThrownBy(() -> decoder.decode(good)).isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void a_used_schema_does_not_need_the_registry() {
    decoder.decode(good);
    registry.goDown();

    assertDecoded(decoder.decode(good));
    assertRejected(
        decoder.decode(Arrays.copyOf(good, good.length - 3)), RejectionReason.UNDECODABLE);
  }

  @Test
  void wrong_lengths_do_not_exhaust_the_memory() {
    byte[] liar = {0, 0, 0, 0, 1, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

    assertRejected(decoder.decode(liar), RejectionReason.UNDECODABLE);
  }

  private SchemaCache schemas(Duration unknownTtl) {
    return new SchemaCache(registry, unknownTtl, clock::get);
  }

  private EventDecoder decoder(SchemaCache schemas, Duration patience) {
    return new EventDecoder(schemas, serdes.deserializer(), new RetryPolicy(patience), clock::get);
  }

  private byte[] withId(int id) {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).putInt(1, id);
    return bytes;
  }

  private static void assertDecoded(Decoding decoding) {
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    DecodedEvent reading = ((Decoding.Decoded) decoding).event();
    assertThat(reading.sensorId()).isEqualTo(Fixtures.SENSOR);
    assertThat(reading.eventId()).isEqualTo(Fixtures.ID);
    assertThat(reading.time()).isEqualTo(Fixtures.NOW.toEpochMilli());
    assertThat(reading.size()).isEqualTo(1);
    assertThat(reading.metric(0)).isEqualTo("temperature");
    assertThat(reading.value(0)).isEqualTo(21.5);
  }

  private static void assertRejected(Decoding decoding, RejectionReason reason) {
    assertThat(decoding).isInstanceOf(Rejected.class);
    assertThat(((Rejected) decoding).reason()).isEqualTo(reason);
  }
}
