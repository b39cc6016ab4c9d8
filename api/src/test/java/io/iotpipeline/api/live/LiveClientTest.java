package io.iotpipeline.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.metrics.ApiMetrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveClientTest {

  private final ApiMetrics metrics = new ApiMetrics();
  private final LiveHub hub = new LiveHub(2, metrics);
  private final SlowSink sink = new SlowSink();

  @AfterEach
  void close() {
    metrics.close();
  }

  /** A connection that takes nothing until the test lets it. */
  private static final class SlowSink implements Sink {
    final List<String> written = new ArrayList<>();
    boolean full;
    Runnable onDrain;

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void write(String text) {
      written.add(text);
    }

    @Override
    public void onDrain(Runnable task) {
      onDrain = task;
    }
  }

  private static Parameters parameters(String query) {
    return Parameters.parse(query, LiveHub.PARAMETERS);
  }

  private void publish(Stream stream, String sensor, int n) {
    hub.publish(stream, sensor, () -> Json.object().put("n", n));
  }

  @Test
  void writes_events_as_they_come() {
    var unused = hub.open(parameters("stream=alerts"), sink);

    publish(Stream.ALERTS, "a", 1);

    assertThat(sink.written).containsExactly("event: alert\ndata: {\"n\":1}\n\n");
  }

  @Test
  void a_client_gets_only_what_it_follows() {
    var unused = hub.open(parameters("stream=readings,alerts&sensor=a&sensor=b"), sink);

    publish(Stream.READINGS, "a", 1);
    publish(Stream.READINGS, "c", 2);
    publish(Stream.ALERTS, "b", 3);
    publish(Stream.QUARANTINE, "a", 4);
    publish(Stream.PIPELINE, null, 5);

    assertThat(sink.written).hasSize(2);
    assertThat(hub.sensors()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void a_slow_client_loses_events_and_learns_how_many() {
    var unused = hub.open(parameters("stream=alerts"), sink);
    sink.full = true;

    for (int i = 0; i < LiveClient.MAX_EVENTS + 5; i++) {
      publish(Stream.ALERTS, "a", i);
    }
    assertThat(sink.written).isEmpty();
    sink.full = false;
    sink.onDrain.run();

    assertThat(sink.written).hasSize(LiveClient.MAX_EVENTS + 1);
    assertThat(sink.written.get(LiveClient.MAX_EVENTS))
        .isEqualTo("event: dropped\ndata: {\"count\":5}\n\n");
    publish(Stream.ALERTS, "a", -1);
    assertThat(sink.written.get(LiveClient.MAX_EVENTS + 1)).contains("-1");
    assertThat(metrics.scrape()).contains("iot_api_live_dropped_total 5.0");
  }

  @Test
  void large_events_fill_the_queue_by_their_size() {
    var unused = hub.open(parameters("stream=alerts"), sink);
    sink.full = true;
    String text = "x".repeat(LiveClient.MAX_CHARS / 4);

    for (int i = 0; i < 10; i++) {
      hub.publish(Stream.ALERTS, "a", () -> Json.object().put("text", text));
    }
    sink.full = false;
    sink.onDrain.run();

    assertThat(sink.written).hasSize(4).last().asString().contains("{\"count\":7}");
  }

  @Test
  void a_slow_client_delays_no_other() {
    SlowSink other = new SlowSink();
    var slow = hub.open(parameters("stream=alerts"), sink);
    var quick = hub.open(parameters("stream=alerts"), other);
    sink.full = true;

    publish(Stream.ALERTS, "a", 1);

    assertThat(other.written).hasSize(1);
    hub.close(slow);
    hub.close(quick);
    publish(Stream.ALERTS, "a", 2);
    assertThat(other.written).hasSize(1);
  }

  @Test
  void further_clients_than_there_may_be_are_refused() {
    var first = hub.open(parameters("stream=alerts"), sink);
    var second = hub.open(parameters("stream=alerts"), sink);

    assertThat(first).isNotSameAs(second);
    assertThatThrownBy(() -> hub.check(parameters("stream=alerts")))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stream=", "stream=readings", "stream=all", "stream=alerts,"})
  void an_invalid_subscription_is_refused(String query) {
    assertThatThrownBy(() -> hub.check(parameters(query)))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void a_line_break_in_data_cannot_make_an_event() {
    var unused = hub.open(parameters("stream=alerts"), sink);

    hub.publish(Stream.ALERTS, "a", () -> Json.object().put("t", "\n\nevent: dropped\r\rdata: 1"));

    assertThat(sink.written.get(0).strip().lines()).hasSize(2);
  }
}
