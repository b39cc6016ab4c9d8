package io.iotpipeline.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileKindTest {

  /** They take 300 MB each. */
  private static final EnumSet<HostileKind> LARGE =
      EnumSet.of(HostileKind.ZSTD_BOMB, HostileKind.GZIP_BOMB);

  private final List<SensorEvent> events = new ArrayList<>();

  private byte[] encode(SensorEvent event) {
    events.add(event);
    return ("encoded " + event.getEventId()).getBytes(UTF_8);
  }

  private HostileBurst next(HostileKind kind, long seed) {
    return kind.next(new Random(seed), this::encode);
  }

  @ParameterizedTest
  @EnumSource(
      value = HostileKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ZSTD_BOMB", "GZIP_BOMB"})
  void the_same_seed_gives_the_same_records(HostileKind kind) {
    for (long seed = 0; seed < 4; seed++) {
      assertThat(bytes(next(kind, seed))).isEqualTo(bytes(next(kind, seed)));
    }
  }

  /** So that they are told from the records of real producers. */
  @ParameterizedTest
  @EnumSource(
      value = HostileKind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ZSTD_BOMB", "GZIP_BOMB"})
  void each_key_is_missing_or_begins_with_the_prefix(HostileKind kind) {
    for (long seed = 0; seed < 4; seed++) {
      assertThat(next(kind, seed).records())
          .isNotEmpty()
          .allSatisfy(
              record ->
                  assertThat(
                          record.key() == null
                              || new String(record.key(), UTF_8).startsWith("hostile-"))
                      .isTrue());
    }
  }

  @Test
  void large_ones_are_compressed_and_wait_for_each_other() {
    assertThat(LARGE)
        .allSatisfy(kind -> assertThat(kind.everySeconds()).isGreaterThanOrEqualTo(60));
  }

  @Test
  void many_metrics_are_ten_thousand() {
    var unused = next(HostileKind.MANY_METRICS, 1);

    assertThat(events)
        .singleElement()
        .extracting(e -> e.getMeasurements().size())
        .isEqualTo(10_000);
  }

  @Test
  void extreme_numbers_are_finite_and_reach_the_limits() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      var unused = HostileKind.EXTREME_NUMBERS.next(random, this::encode);
    }

    List<Double> values =
        events.stream().flatMap(e -> e.getMeasurements().values().stream()).toList();
    assertThat(values)
        .allMatch(Double::isFinite)
        .contains(1.797e308, 1e308, -1e308, 1e-308, Double.MIN_VALUE, -0.0);
  }

  /** As the broker takes it, and as a client that recompresses it with a weaker codec does not. */
  @Test
  void letters_fit_into_the_input_topic_only_when_compressed() throws IOException {
    byte[] value = next(HostileKind.LETTERS, 3).records().get(0).value();

    assertThat(value.length).isGreaterThanOrEqualTo(1_000_000);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(value);
    }
    assertThat(compressed.size()).isLessThan(1_000_000);
  }

  @Test
  void unknown_schemas_are_other_ones_each_time() {
    byte[] first = next(HostileKind.UNKNOWN_SCHEMAS, 1).records().get(0).value();
    byte[] second = next(HostileKind.UNKNOWN_SCHEMAS, 2).records().get(0).value();

    assertThat(first[0]).isZero();
    assertThat(Arrays.copyOf(first, 5)).isNotEqualTo(Arrays.copyOf(second, 5));
  }

  @Test
  void an_open_transaction_has_a_record_in_each_partition() {
    HostileBurst burst = next(HostileKind.OPEN_TRANSACTION, 1);

    assertThat(burst.transaction()).isTrue();
    assertThat(burst.records()).extracting(ProducerRecord::partition).containsOnlyOnce(0, 11);
  }

  private static List<String> bytes(HostileBurst burst) {
    return burst.records().stream()
        .map(
            each ->
                Arrays.toString(each.key())
                    + Arrays.hashCode(each.value())
                    + each.timestamp()
                    + each.partition()
                    + each.headers().toArray().length)
        .toList();
  }
}
