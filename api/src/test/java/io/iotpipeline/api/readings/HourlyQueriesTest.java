package io.iotpipeline.api.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.register.SensorRegister;
import io.iotpipeline.api.register.TestSensors;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HourlyQueriesTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:30:00Z");
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");

  private final FakeTables tables = new FakeTables();
  private final FakeStreamsApp streamsApp = new FakeStreamsApp();
  private final SensorRegister register = new SensorRegister(10, Long.MAX_VALUE, new OpenAlerts());
  private final HourlyQueries queries =
      new HourlyQueries(tables, streamsApp.client(), register, Clock.fixed(NOW, ZoneOffset.UTC));
  private final Sparklines sparklines =
      new Sparklines(tables, register, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void sensor() {
    register.put(
        TestSensors.status(
            "a", "ACTIVE", NOW, "", List.of(), Map.of("humidity", 1.0, "temperature", 2.0)));
  }

  @AfterEach
  void stop() {
    streamsApp.close();
  }

  static Hour hour(String metric, Instant start, double mean, long revision, boolean closed) {
    return new Hour(
        metric, start.toEpochMilli(), 1, mean, mean, mean, mean, 0, mean, mean, revision, closed);
  }

  static String json(Hour... hours) {
    List<String> items = new ArrayList<>();
    for (Hour each : hours) {
      items.add(
          """
          {"sensor_id":"a","metric":"%s","window_start":"%s","window_end":"x","count":1,"sum":%f,\
          "min":%4$f,"max":%4$f,"mean":%4$f,"stddev":0.0,"first":%4$f,"last":%4$f,\
          "revision":%5$d,"closed":%6$b}"""
              .formatted(
                  each.metric(),
                  Instant.ofEpochMilli(each.startMs()),
                  each.sum(),
                  each.mean(),
                  each.revision(),
                  each.closed()));
    }
    return "[" + String.join(",", items) + "]";
  }

  private void state(Hour... hours) {
    streamsApp.bodies.put("/sensors/a/hourly", json(hours));
  }

  private Page page(String query) {
    return get(queries.page("a", Parameters.parse(query, HourlyQueries.PARAMETERS)));
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> shown(Page page) {
    return page.trees().stream()
        .map(
            (ObjectNode item) ->
                "%s %s %s %s"
                    .formatted(
                        item.path("metric").asText(),
                        item.path("start").asText().substring(11, 13),
                        item.path("mean").asDouble(),
                        item.path("closed").asBoolean()))
        .toList();
  }

  @Test
  void open_hours_come_from_the_state_and_closed_ones_from_the_table() {
    tables.hours.add(hour("temperature", TEN.minusSeconds(3600), 1, 5, true));
    tables.hours.add(hour("temperature", TEN, 2, 7, false));
    state(hour("temperature", TEN, 3, 7, false));

    Page page = page("");

    assertThat(shown(page)).containsExactly("temperature 09 1.0 true", "temperature 10 3.0 false");
    assertThat(page.more().path("open_hours").asText()).isEqualTo("live");
    assertThat(page.trees().get(0).path("unit").asText()).isEqualTo("°C");
    assertThat(page.trees().get(0).path("end").asText()).isEqualTo("2026-11-27T10:00:00.000Z");
  }

  @Test
  void the_state_and_the_table_are_read_at_the_same_time() {
    CompletableFuture<Void> tableAsked = new CompletableFuture<>();
    CompletableFuture<Void> stateAsked = new CompletableFuture<>();
    tables.asked = () -> tableAsked.complete(null);
    tables.answering = stateAsked;
    streamsApp.asked =
        () -> {
          stateAsked.complete(null);
          tableAsked.orTimeout(4, TimeUnit.SECONDS).join();
        };
    tables.hours.add(hour("temperature", TEN.minusSeconds(3600), 1, 5, true));
    state(hour("temperature", TEN, 3, 7, false));

    assertThat(shown(page("metric=temperature")))
        .containsExactly("temperature 09 1.0 true", "temperature 10 3.0 false");
  }

  @Test
  void an_hour_that_closed_after_the_state_was_read_is_there_once_and_closed() {
    state(hour("temperature", TEN, 3, 7, false));
    tables.hours.add(hour("temperature", TEN, 4, 8, true));

    assertThat(shown(page(""))).containsExactly("temperature 10 4.0 true");
  }

  @Test
  void a_standby_that_lags_does_not_hide_a_newer_row() {
    state(hour("temperature", TEN, 3, 6, false));
    tables.hours.add(hour("temperature", TEN, 4, 8, false));

    assertThat(shown(page(""))).containsExactly("temperature 10 4.0 false");
  }

  @Test
  void an_hour_that_was_never_written_is_shown() {
    state(hour("pressure", TEN, 3, 0, false));

    assertThat(shown(page(""))).containsExactly("pressure 10 3.0 false");
  }

  @Test
  void without_the_streams_app_open_hours_are_as_last_written() {
    streamsApp.status = 503;
    tables.hours.add(hour("temperature", TEN, 2, 7, false));

    Page page = page("");

    assertThat(shown(page)).containsExactly("temperature 10 2.0 false");
    assertThat(page.more().path("open_hours").asText()).isEqualTo("stored");
  }

  @Test
  void another_instance_answers_if_the_first_does_not() {
    state(hour("temperature", TEN, 3, 7, false));
    HourlyQueries two =
        new HourlyQueries(
            tables,
            streamsApp.client(URI.create("http://127.0.0.1:1")),
            register,
            Clock.fixed(NOW, ZoneOffset.UTC));

    Page page = get(two.page("a", Parameters.parse("", HourlyQueries.PARAMETERS)));

    assertThat(page.more().path("open_hours").asText()).isEqualTo("live");
  }

  @Test
  void pages_have_each_hour_once_across_metrics_and_the_border() {
    for (int i = 1; i <= 5; i++) {
      tables.hours.add(hour("temperature", TEN.minusSeconds(3600L * i), i, i, true));
      tables.hours.add(hour("humidity", TEN.minusSeconds(3600L * i), i, i, true));
    }
    state(hour("temperature", TEN, 3, 7, false), hour("humidity", TEN, 3, 7, false));
    List<String> all = shown(page(""));
    assertThat(all).hasSize(12).doesNotHaveDuplicates();

    for (int limit = 1; limit <= 13; limit++) {
      List<String> paged = new ArrayList<>();
      String cursor = "";
      do {
        Page page = page("limit=" + limit + "&cursor=" + cursor);
        paged.addAll(shown(page));
        cursor = page.next();
      } while (cursor != null);
      assertThat(paged).as("limit %d", limit).isEqualTo(all);
    }
  }

  @Test
  void a_range_is_of_the_starts_of_hours() {
    tables.hours.add(hour("temperature", TEN.minusSeconds(7200), 1, 5, true));
    tables.hours.add(hour("temperature", TEN.minusSeconds(3600), 2, 5, true));
    state(hour("temperature", TEN, 3, 7, false));

    assertThat(shown(page("metric=temperature&from=2026-11-27T09:00:00Z&to=2026-11-27T10:00:00Z")))
        .containsExactly("temperature 09 2.0 true");
  }

  @Test
  void an_unknown_sensor_is_not_found_but_only_if_the_state_was_asked() {
    Parameters none = Parameters.parse("", HourlyQueries.PARAMETERS);
    assertThatThrownBy(() -> get(queries.page("x", none)))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(404));

    streamsApp.status = 503;
    assertThatThrownBy(() -> get(queries.page("x", none)))
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @Test
  void sparklines_are_hourly_means_of_the_first_metric() {
    tables.hours.add(hour("humidity", TEN, 4, 1, false));
    tables.hours.add(hour("humidity", TEN.minusSeconds(23 * 3600), 5, 1, true));
    tables.hours.add(hour("humidity", TEN.minusSeconds(24 * 3600), 6, 1, true));

    ObjectNode lines = sparklines("sensor=a&sensor=x");

    assertThat(lines.path("items")).hasSize(1);
    assertThat(lines.at("/items/0/metric").asText()).isEqualTo("humidity");
    assertThat(lines.at("/items/0/points").toString())
        .isEqualTo(
            "[[%d,5.0],[%d,4.0]]"
                .formatted(TEN.minusSeconds(23 * 3600).toEpochMilli(), TEN.toEpochMilli()));
  }

  private ObjectNode sparklines(String query) {
    return get(sparklines.of(Parameters.parse(query, Sparklines.PARAMETERS)));
  }

  @Test
  void sparklines_of_a_metric_are_those_of_the_sensors_that_have_it() {
    register.put(TestSensors.active("b"));
    register.put(TestSensors.status("c", "ACTIVE", NOW, "", List.of(), Map.of("humidity", 1.0)));
    tables.hours.add(hour("humidity", TEN, 4, 1, false));
    tables.hours.add(hour("temperature", TEN, 7, 1, false));

    JsonNode items = sparklines("sensor=a&sensor=b&sensor=c&metric=temperature").path("items");

    assertThat(items)
        .extracting(
            each ->
                "%s %s %s %s"
                    .formatted(
                        each.path("sensor_id").asText(),
                        each.path("metric").asText(),
                        each.path("unit").asText(),
                        each.at("/points/0/1").asDouble()))
        .containsExactly("a temperature °C 7.0", "b temperature °C 7.0");
  }

  /** The register keeps the first 64 metrics of a sensor. */
  @Test
  void a_sparkline_can_be_of_a_metric_that_the_register_does_not_keep() {
    Map<String, Double> readings = new TreeMap<>();
    for (int i = 0; i < 64; i++) {
      readings.put("m%02d".formatted(i), 1.0);
    }
    readings.put("z", 1.0);
    register.put(TestSensors.status("many", "ACTIVE", NOW, "", List.of(), readings));
    tables.hours.add(hour("z", TEN, 4, 1, false));

    JsonNode items = sparklines("sensor=many&metric=z").path("items");

    assertThat(items).hasSize(1);
    assertThat(items.get(0).path("unit").asText()).isEmpty();
    assertThat(items.get(0).at("/points/0/1").asDouble()).isEqualTo(4);
  }
}
