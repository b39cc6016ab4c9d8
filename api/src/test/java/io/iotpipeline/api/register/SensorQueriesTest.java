package io.iotpipeline.api.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.api.alerts.AlertLog;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.source.RecentRecords;
import io.iotpipeline.schemas.SensorStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorQueriesTest {

  private final AlertLog alerts = new AlertLog();
  private final SensorRegister register = new SensorRegister(100, Long.MAX_VALUE, alerts.open());
  private final SensorQueries queries = new SensorQueries(register);
  private long offset;

  @BeforeEach
  void fleet() {
    alerts.listen(alert -> register.alertsChanged(alert.getSensorId()));
    for (int i = 0; i < 9; i++) {
      register.put(
          TestSensors.status(
              "s-" + i,
              "ACTIVE",
              TestSensors.HEARD.plusSeconds(i % 3),
              i == 4 ? "Boiler Room" : "",
              i < 3 ? List.of("roof", "cold") : List.of()));
    }
    register.put(TestSensors.status("s-7", "SILENT", TestSensors.HEARD, "", List.of()));
    alert("s-5", "ANOMALY", "WARNING");
    alert("s-6", "THRESHOLD", "CRITICAL");
  }

  private void alert(String id, String kind, String severity) {
    alerts.add(
        new RecentRecords.Position(1, 0, offset++),
        TestSensors.alert(id, kind, severity, TestSensors.HEARD));
  }

  private Page search(String query) {
    return queries.search(Parameters.parse(query, SensorQueries.PARAMETERS));
  }

  private static List<String> ids(Page page) {
    return page.trees().stream().map(item -> item.path("sensor_id").asText()).toList();
  }

  @Test
  void those_that_need_attention_come_first() {
    assertThat(ids(search("")))
        .containsExactly("s-7", "s-6", "s-5", "s-0", "s-1", "s-2", "s-3", "s-4", "s-8");
  }

  @Test
  void a_silent_sensor_has_that_alert_among_its_open_ones() {
    alert("s-7", "ANOMALY", "WARNING");

    assertThat(queries.sensor("s-7").path("alerts"))
        .extracting(each -> each.path("kind").asText())
        .containsExactly("SILENT", "ANOMALY");
  }

  @Test
  void an_ended_alert_needs_no_attention() {
    alert("s-6", "THRESHOLD_ENDED", "INFO");

    assertThat(ids(search("limit=3"))).containsExactly("s-7", "s-5", "s-0");
    assertThat(queries.sensor("s-6").path("alerts")).isEmpty();
  }

  @Test
  void open_alerts_have_the_time_of_the_first_one() {
    alerts.add(
        new RecentRecords.Position(2, 0, 99),
        TestSensors.alert("s-5", "ANOMALY", "CRITICAL", TestSensors.HEARD.plusSeconds(60)));

    JsonNode open = queries.sensor("s-5").path("alerts");
    assertThat(open).hasSize(1);
    assertThat(open.get(0).path("since").asText()).isEqualTo("2026-11-27T10:00:00.000Z");
    assertThat(open.get(0).path("severity").asText()).isEqualTo("CRITICAL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "sort=attention", "sort=id", "sort=last_heard", "q=S-", "sort=last_heard&q=s"})
  void pages_have_each_sensor_once(String query) {
    List<String> all = ids(search(query));
    for (int limit = 1; limit <= 10; limit++) {
      List<String> paged = new ArrayList<>();
      String cursor = "";
      do {
        Page page = search(query + "&limit=" + limit + "&cursor=" + cursor);
        assertThat(page.more().path("matching").asInt()).isEqualTo(9);
        paged.addAll(ids(page));
        cursor = page.next();
      } while (cursor != null);
      assertThat(paged).as("limit %d", limit).isEqualTo(all);
    }
  }

  @Test
  void the_one_that_was_heard_last_can_come_first() {
    assertThat(ids(search("sort=last_heard&limit=4"))).containsExactly("s-2", "s-5", "s-8", "s-1");
  }

  @Test
  void finds_parts_of_ids_names_places_and_owners_in_any_case() {
    assertThat(ids(search("q=boiler"))).containsExactly("s-4");
    assertThat(ids(search("q=ROOF"))).hasSize(9);
    assertThat(ids(search("q=Ops&limit=1"))).hasSize(1);
    assertThat(ids(search("q=nothing"))).isEmpty();
    assertThat(search("q=boiler").more().path("matching").asInt()).isEqualTo(1);
  }

  @Test
  void filters_by_state_tag_and_kind() {
    assertThat(ids(search("state=SILENT"))).containsExactly("s-7");
    assertThat(ids(search("tag=cold&sort=id"))).containsExactly("s-0", "s-1", "s-2");
    assertThat(ids(search("kind=t2"))).isEmpty();
    assertThatThrownBy(() -> search("state=BROKEN"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ACTIVE");
  }

  @Test
  void counts_metrics_of_the_fleet_as_sensors_get_and_lose_them() {
    register.put(withMetrics("s-1", "temperature", "humidity"));
    register.put(withMetrics("s-2", "humidity"));
    register.put(withMetrics("s-2", "humidity"));
    register.remove("s-3");

    JsonNode more = search("q=s-1").more();

    assertThat(more.path("metrics"))
        .isEqualTo(Json.object().put("temperature", 7).put("humidity", 2));
    assertThat(more.path("metric_count").asInt()).isEqualTo(2);
  }

  @Test
  void only_the_most_frequent_metrics_are_named() {
    for (int i = 0; i < 20; i++) {
      String[] metrics =
          IntStream.range(10 * i, 10 * i + 10).mapToObj("m%03d"::formatted).toArray(String[]::new);
      register.put(withMetrics("many-" + i, metrics));
    }
    register.put(withMetrics("more", "m199"));

    JsonNode more = search("").more();

    assertThat(more.path("metric_count").asInt()).isEqualTo(201);
    assertThat(more.path("metrics").fieldNames())
        .toIterable()
        .hasSize(100)
        .startsWith("temperature", "m199", "m000", "m001")
        .endsWith("m097");
  }

  private static SensorStatus withMetrics(String id, String... metrics) {
    Map<String, Double> readings = new TreeMap<>();
    for (String metric : metrics) {
      readings.put(metric, 1.0);
    }
    return TestSensors.status(id, "ACTIVE", TestSensors.HEARD, "", List.of(), readings);
  }

  @Test
  void counts_states_and_tags_of_the_fleet() {
    JsonNode more = search("q=boiler").more();

    assertThat(more.path("total").asInt()).isEqualTo(9);
    assertThat(more.path("states").path("ACTIVE").asInt()).isEqualTo(8);
    assertThat(more.path("states").path("SILENT").asInt()).isEqualTo(1);
    assertThat(more.path("tags").path("roof").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&sort=id", "&sort=last_heard"})
  void filters_by_open_alerts_of_metrics(String order) {
    assertThat(ids(search("alerts=OPEN" + order))).containsExactlyInAnyOrder("s-5", "s-6");
    assertThat(search("alerts=OPEN" + order).more().path("matching").asInt()).isEqualTo(2);
    assertThat(ids(search("alerts=OPEN&q=s-6" + order))).containsExactly("s-6");
    assertThatThrownBy(() -> search("alerts=ENDED" + order))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("OPEN");
  }

  @Test
  void counts_open_alerts_and_the_sensors_that_have_one() {
    alert("s-5", "THRESHOLD", "WARNING");
    assertOpenAlerts(3, 2);

    register.put(TestSensors.status("s-5", "SILENT", TestSensors.HEARD, "", List.of()));
    assertOpenAlerts(3, 2);

    alert("s-5", "ANOMALY_ENDED", "INFO");
    assertOpenAlerts(2, 2);

    register.remove("s-5");
    assertOpenAlerts(1, 1);

    register.put(TestSensors.active("s-5"));
    assertOpenAlerts(2, 2);
  }

  private void assertOpenAlerts(int open, int sensors) {
    JsonNode counts = search("").more().path("alerts");
    assertThat(counts.path("open").asInt()).isEqualTo(open);
    assertThat(counts.path("sensors").asInt()).isEqualTo(sensors);
  }

  @Test
  void a_removed_sensor_is_in_no_order_and_no_count() {
    register.remove("s-7");
    register.remove("s-7");

    for (String query : List.of("", "sort=id", "sort=last_heard")) {
      assertThat(ids(search(query))).doesNotContain("s-7").hasSize(8);
    }
    assertThat(search("").more().path("states").path("SILENT").asInt()).isZero();
    assertThatThrownBy(() -> queries.sensor("s-7")).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sort=id", "sort=last_heard", "q=s", "sort=id&q=s"})
  void a_page_ends_when_it_has_enough_bytes(String query) {
    SensorRegister fleet = new SensorRegister(1000, Long.MAX_VALUE, alerts.open());
    for (int i = 0; i < 500; i++) {
      Map<String, Double> readings = new TreeMap<>();
      for (int m = 0; m < 64; m++) {
        readings.put("s" + i + "x".repeat(240) + m, 1.0);
      }
      fleet.put(TestSensors.status("s" + i, "ACTIVE", TestSensors.HEARD, "", List.of(), readings));
    }
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      Page page =
          new SensorQueries(fleet)
              .search(
                  Parameters.parse(
                      query + "&limit=1000&cursor=" + cursor, SensorQueries.PARAMETERS));
      assertThat(page.trees()).hasSizeLessThan(300);
      assertThat(Json.bytes(page).length).isBetween(100, (int) Page.MAX_BYTES * 5 / 4);
      ids.addAll(ids(page));
      cursor = page.next();
    } while (cursor != null);

    assertThat(ids).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void further_sensors_than_it_may_have_are_left_out() {
    SensorRegister small = new SensorRegister(1, Long.MAX_VALUE, alerts.open());
    small.put(TestSensors.active("a"));
    small.put(TestSensors.active("b"));
    small.put(TestSensors.status("a", "SILENT", TestSensors.HEARD, "", List.of()));

    assertThat(small.size()).isEqualTo(1);
    assertThat(small.refused()).isEqualTo(1);
    assertThat(small.find("a").orElseThrow().isSilent()).isTrue();
  }

  @Test
  void a_cursor_of_another_list_is_an_error() {
    String cursor = search("sort=id&limit=1").next();

    assertThatThrownBy(() -> search("sort=attention&cursor=" + cursor))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cursor");
    assertThatThrownBy(() -> search("cursor=%00%ff")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> search("cursor=AAAA")).isInstanceOf(ProblemException.class);
  }

  @Test
  void latest_readings_are_in_the_order_of_ids() {
    Page page = queries.latest(Parameters.parse("limit=2", SensorQueries.PARAMETERS));

    assertThat(ids(page)).containsExactly("s-0", "s-1");
    assertThat(page.trees().get(0).at("/readings/temperature/unit").asText()).isEqualTo("°C");
    assertThat(page.next()).isNotNull();
  }
}
