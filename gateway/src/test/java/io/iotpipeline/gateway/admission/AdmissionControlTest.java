package io.iotpipeline.gateway.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.gateway.access.RateLimits;
import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Outcome.Cause;
import io.iotpipeline.gateway.admission.Outcome.Rejected;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.Intake;
import io.iotpipeline.gateway.intake.Origin;
import io.iotpipeline.gateway.intake.UnavailableException;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.gateway.json.JsonEvents;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionControlTest {

  private static final Sender HALL = new Sender("hall", List.of("hall-"));

  private final List<SensorEvent> written = new ArrayList<>();
  private final List<Unreadable> unreadable = new ArrayList<>();
  private final List<Origin> origins = new ArrayList<>();
  private final GatewayMetrics metrics = new GatewayMetrics();
  private Promise<Void> acknowledgement = Promise.promise();
  private final Intake intake =
      (origin, events, pieces) -> {
        origins.add(origin);
        written.addAll(events);
        unreadable.addAll(pieces);
        return acknowledgement.future();
      };

  @AfterEach
  void close() {
    metrics.close();
  }

  private AdmissionControl control(int eventsPerSecond) {
    return new AdmissionControl(intake, new RateLimits(eventsPerSecond, () -> 0), metrics);
  }

  private static Batch batch(String... sensors) {
    StringBuilder message = new StringBuilder();
    for (String sensor : sensors) {
      message
          .append("{\"sensor_id\":\"")
          .append(sensor)
          .append("\",\"event_time\":1,\"measurements\":{\"t\":1}}\n");
    }
    return JsonEvents.read(message.toString().getBytes(UTF_8), null);
  }

  @Test
  void writes_the_events_of_the_senders_own_sensors_and_names_the_others() {
    AdmissionControl control = control(0);

    Future<Outcome> outcome =
        control.admit("http", HALL, "a:1", batch("hall-1", "roof-1", " ", "hall-2"));

    assertThat(outcome.isComplete()).isFalse();
    assertThat(control.inWork()).isEqualTo(1);
    acknowledgement.complete();
    assertThat(control.inWork()).isZero();
    assertThat(written).extracting(SensorEvent::getSensorId).containsExactly("hall-1", "hall-2");
    assertThat(unreadable).hasSize(1);
    assertThat(origins).containsExactly(new Origin("http", "hall", "a:1"));
    assertThat(outcome.result().accepted()).isEqualTo(2);
    assertThat(outcome.result().rejected())
        .containsExactly(
            new Rejected(1, Cause.FORBIDDEN, "sender hall may not speak for this sensor"),
            new Rejected(2, Cause.UNREADABLE, "sensor_id is blank"));
    assertThat(metrics.scrape())
        .contains("iot_gateway_events_total{outcome=\"accepted\",protocol=\"http\"} 2.0")
        .contains("iot_gateway_events_total{outcome=\"unreadable\",protocol=\"http\"} 1.0")
        .contains("iot_gateway_events_total{outcome=\"forbidden\",protocol=\"http\"} 1.0");
  }

  @Test
  void writes_nothing_if_all_sensors_are_foreign() {
    Future<Outcome> outcome = control(0).admit("http", HALL, "a:1", batch("roof-1"));

    assertThat(outcome.result().rejected())
        .extracting(Rejected::cause)
        .containsOnly(Cause.FORBIDDEN);
    assertThat(origins).isEmpty();
  }

  @Test
  void a_sender_above_its_rate_is_busy_and_others_are_not() {
    AdmissionControl control = control(1);
    acknowledgement.complete();
    var unused = control.admit("http", HALL, "a:1", batch("hall-1", "hall-2"));

    Future<Outcome> again = control.admit("http", HALL, "b:2", batch("hall-3"));
    Future<Outcome> other =
        control.admit("http", new Sender("roof", List.of("*")), "a:1", batch("roof-1"));

    assertThat(again.cause()).isInstanceOf(BusyException.class);
    assertThat(((BusyException) again.cause()).retryAfter()).isPositive();
    assertThat(other.succeeded()).isTrue();
    assertThat(metrics.scrape())
        .contains("iot_gateway_refused_total{protocol=\"http\",reason=\"rate\"} 1.0");
  }

  @Test
  void without_login_each_host_has_its_own_rate() {
    AdmissionControl control = control(1);
    acknowledgement.complete();
    var unused = control.admit("http", Sender.ANYBODY, "10.0.0.1:1", batch("a", "b"));

    assertThat(control.admit("http", Sender.ANYBODY, "10.0.0.1:2", batch("c")).failed()).isTrue();
    assertThat(control.admit("http", Sender.ANYBODY, "10.0.0.2:1", batch("c")).failed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_message_that_was_not_taken_costs_the_sender_nothing(boolean busy) {
    AdmissionControl control = control(3);
    acknowledgement.fail(
        busy
            ? new BusyException("full", Duration.ofSeconds(1))
            : new UnavailableException("away", null));
    var unused = control.admit("http", HALL, "a:1", batch("hall-1", "hall-2", "hall-3"));

    acknowledgement = Promise.promise();
    acknowledgement.complete();

    assertThat(control.admit("http", HALL, "a:1", batch("hall-1", "hall-2", "hall-3")).succeeded())
        .isTrue();
    assertThat(control.admit("http", HALL, "a:1", batch("hall-1")).failed()).isTrue();
  }

  @Test
  void a_bug_in_the_intake_fails_the_message_and_leaves_no_work() {
    Intake broken =
        (origin, events, pieces) -> {
          throw new IllegalStateException("bug");
        };
    AdmissionControl control = new AdmissionControl(broken, RateLimits.NONE, metrics);

    Future<Outcome> outcome = control.admit("http", HALL, "a:1", batch("hall-1"));

    assertThat(outcome.cause()).hasMessage("bug");
    assertThat(control.inWork()).isZero();
  }

  @Test
  void keeps_no_events_while_kafka_has_not_acknowledged() {
    Promise<Void> promise = Promise.promise();
    AdmissionControl control =
        new AdmissionControl(
            (origin, events, pieces) -> promise.future(), RateLimits.NONE, metrics);
    Batch batch = batch("hall-1");
    WeakReference<SensorEvent> event = new WeakReference<>(batch.events().get(0));

    Future<Outcome> outcome = control.admit("http", HALL, "a:1", batch);
    batch = null;

    await()
        .until(
            () -> {
              System.gc();
              return event.get() == null;
            });
    promise.complete();
    assertThat(outcome.result().accepted()).isEqualTo(1);
  }

  @Test
  void counts_what_was_not_acknowledged() {
    AdmissionControl control = control(0);
    acknowledgement.fail(new IllegalStateException("away"));

    assertThat(control.admit("mqtt", HALL, "a:1", batch("hall-1")).failed()).isTrue();
    assertThat(control.inWork()).isZero();
    assertThat(metrics.scrape())
        .contains("iot_gateway_refused_total{protocol=\"mqtt\",reason=\"unavailable\"} 1.0");
  }
}
