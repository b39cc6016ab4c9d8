package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much of a sensor's readings one partition of sensor_events holds. */
@Tag("slow")
@ExtendWith(SharedStack.class)
class EventBucketIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  private final TestStack stack;
  private final Verbs verbs;

  EventBucketIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @AfterEach
  void restore() {
    stack.restore();
  }

  @Test
  void a_day_that_becomes_too_large_is_reported_and_kept_by_the_hour_from_then_on()
      throws Exception {
    sendReadings(HOUR);
    stack.verified();
    Verbs.Result wide = verbs.run("doctor", "--rows=4", "--megabytes=1");
    Verbs.Result json = verbs.run("doctor", "--rows=4", "--megabytes=1", "--json");

    verbs.succeed("up", "--event-bucket=hour");
    sendReadings(HOUR.plusSeconds(600));
    stack.verified();

    assertThat(wide.code()).isEqualTo(1);
    assertThat(wide.text())
        .contains("sensor bucket-1 has 5 rows", "2024-03-01", "up --event-bucket hour");
    assertThat(json.code()).isEqualTo(1);
    assertThat(json.text())
        .contains("\"sensor_id\" : \"bucket-1\"", "\"day\" : \"2024-03-01\"", "\"rows\" : 5");
    assertThat(verbs.succeed("query", "events", "bucket-1", "--json").lines()).hasSize(10);
    assertThat(
            verbs
                .succeed(
                    "cql", "--json", "SELECT DISTINCT sensor_id, day, hour FROM iot.sensor_events")
                .lines()
                .filter(line -> line.contains("bucket-1")))
        .satisfiesExactlyInAnyOrder(
            day -> assertThat(day).contains("\"hour\":0"),
            hour -> assertThat(hour).contains("\"hour\":10"));
    verbs.succeed("doctor");
  }

  private void sendReadings(Instant from) throws Exception {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int i = 0; i < 5; i++) {
        sender.send(EventSender.event("bucket-1", from.plusSeconds(i), Map.of("temp", 20.0 + i)));
      }
    }
  }
}
