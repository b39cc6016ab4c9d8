package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.SensorEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Good events reach the tables, and bad records reach the quarantine. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class EventFlowIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");
  private static final int WIDE = 3_500;

  private final TestStack stack;
  private Change change;

  EventFlowIT(TestStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void send() throws Exception {
    change =
        stack.changeBy(
            () -> {
              try (EventSender sender = new EventSender(stack.pipeline())) {
                sendGoodEvents(sender);
                sendBadRecords(sender);
                sendWideEvent(sender);
              }
            });
  }

  /** A reading every 10 s, of five sensors in turn: an hour and forty minutes. */
  private static void sendGoodEvents(EventSender sender) {
    for (int i = 0; i < 600; i++) {
      sender.send(
          EventSender.event("flow-" + i % 5, HOUR.plusSeconds(i * 10L), Map.of("temp", i / 8.0)));
    }
  }

  private static void sendBadRecords(EventSender sender) {
    SensorEvent event = EventSender.event("flow-0", HOUR, Map.of("temp", 1.0));
    sender.send(event);
    sender.send(event);
    sender.send(EventSender.event("flow-1", Instant.now().plusSeconds(3600), Map.of("temp", 1.0)));
    sender.send(EventSender.event("flow-1", HOUR, Map.of("temp", Double.POSITIVE_INFINITY)));
    sender.send("flow-2", sender.encoded(event));
    sender.send("flow-3", "not Avro".getBytes(StandardCharsets.UTF_8));
    sender.send("flow-3", new byte[] {0, 127, 0, 0, 1, 2, 3});
    sender.send("flow-3", new byte[1_000_000]);
    sender.send("flow-3", null);
  }

  /** An event of nearly a megabyte, which is Kafka's limit, and a small one after it. */
  private static void sendWideEvent(EventSender sender) {
    Random random = new Random(7);
    Map<String, Double> metrics = new HashMap<>();
    for (int i = 0; i < WIDE; i++) {
      metrics.put("metric-%0249d".formatted(i), random.nextGaussian());
    }
    sender.send(EventSender.event("flow-wide", HOUR, metrics));
    sender.send(EventSender.event("flow-wide", HOUR.plusSeconds(1), Map.of("metric-1", 1.0)));
  }

  @Test
  void every_record_is_a_row_or_is_quarantined() {
    assertThat(change.of("sensor-events")).isEqualTo(609 + 2);
    assertThat(change.of("validated-events")).isEqualTo(601 + 1);
    assertThat(change.of("rejected-events")).isEqualTo(8 + 1);
    assertThat(change.of("sensor_events rows")).isEqualTo(601 + 1);
    assertThat(change.of("hourly_aggregates rows")).isEqualTo(10 + 1);
  }

  @Test
  void each_bad_record_has_its_reason() {
    assertThat(change.rejections())
        .isEqualTo(
            Map.of(
                "DUPLICATE", 1L,
                "EVENT_TIME_IN_FUTURE", 1L,
                "NOT_FINITE", 1L,
                "KEY_MISMATCH", 1L,
                "UNDECODABLE", 1L,
                "UNKNOWN_SCHEMA", 1L,
                "TOO_LARGE", 2L,
                "MISSING_VALUE", 1L));
  }

  @Test
  void an_aggregate_describes_the_readings_of_its_hour() {
    try (CqlSession session = stack.session()) {
      Row row =
          session
              .execute(
                  "SELECT * FROM iot.hourly_aggregates"
                      + " WHERE sensor_id = 'flow-4' AND metric = 'temp' AND window_start = ?",
                  HOUR)
              .one();

      // Of 0, 10, 20 ... 3590 s every fifth from the fifth on: 4/8, 9/8 ... 359/8.
      assertThat(row.getLong("count")).isEqualTo(72);
      assertThat(row.getDouble("min")).isEqualTo(0.5);
      assertThat(row.getDouble("max")).isEqualTo(44.875);
      assertThat(row.getDouble("sum")).isEqualTo(72 * (0.5 + 44.875) / 2);
      assertThat(row.getDouble("first")).isEqualTo(0.5);
      assertThat(row.getDouble("last")).isEqualTo(44.875);
      assertThat(row.getInstant("window_end")).isEqualTo(HOUR.plusSeconds(3600));
    }
  }

  @Test
  void a_record_near_kafkas_limit_does_not_stop_those_behind_it() {
    try (CqlSession session = stack.session()) {
      assertThat(
              session
                  .execute(
                      "SELECT measurements FROM iot.sensor_events"
                          + " WHERE sensor_id = 'flow-wide' AND day = '2024-03-01' AND hour = 0")
                  .all())
          .extracting(row -> row.getMap("measurements", String.class, Double.class).size())
          .containsExactly(1);
    }
  }
}
