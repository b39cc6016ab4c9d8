package io.iotpipeline.integration.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.SensorEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The read API against an independent computation, also while the streams app is away. */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class ApiIT {

  private static final String SENSOR = "api-it/seam %";
  private static final String ENCODED = "api-it%2Fseam%20%25";

  /** Hours before now. The first four are closed by the last event: the grace is 24 hours. */
  private static final List<Integer> HOURS = List.of(30, 29, 27, 26, 20, 2, 1, 0);

  private static final String REPLAY = "/v1/quarantine/replay";

  /** A replay of these takes 20 transactions. */
  private static final int REJECTED = 20_000;

  private final TestStack stack;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final List<SensorEvent> events = new ArrayList<>();

  /** Hour to number and sum of its readings. */
  private final Map<Instant, String> expected = new TreeMap<>();

  ApiIT(TestStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void send() throws Exception {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    for (int back : HOURS) {
      Instant start = hour.minus(Duration.ofHours(back));
      long sum = 0;
      int number = 40 + back;
      for (int i = 0; i < number; i++) {
        events.add(EventSender.event(SENSOR, start.plusMillis(i), Map.of("m", (double) i)));
        sum += i;
      }
      expected.put(start, number + " " + sum);
    }
    try (EventSender sender = new EventSender(stack.pipeline())) {
      events.forEach(sender::send);
    }
    stack.verified();
  }

  @Test
  void hours_have_no_gap_and_no_double_while_the_streams_app_is_killed() throws Exception {
    assertThat(hours()).isEqualTo(expected);
    AtomicBoolean ended = new AtomicBoolean();
    List<String> wrong = new ArrayList<>();
    TreeMap<String, Integer> answers = new TreeMap<>();
    Thread reader =
        new Thread(
            () -> {
              while (!ended.get()) {
                try {
                  JsonNode answer = get("/v1/sensors/" + ENCODED + "/hourly?metric=m&limit=1000");
                  answers.merge(answer.path("open_hours").asText(), 1, Integer::sum);
                  if (!hours(answer).equals(expected)) {
                    wrong.add(answer.toString());
                  }
                } catch (Exception | AssertionError e) {
                  wrong.add(e.toString());
                }
              }
            });
    reader.start();
    stack.verbs().succeed("kill", "streams-app-1");
    Waits.await("answers without the streams app")
        .until(() -> answers.getOrDefault("stored", 0), number -> number > 10);
    stack.restore();
    Waits.await("the open hours are those of the state again")
        .until(
            () -> get("/v1/sensors/" + ENCODED + "/hourly").path("open_hours").asText(),
            "live"::equals);
    ended.set(true);
    reader.join();

    TestLog.print("Answers with open hours: " + answers);
    assertThat(wrong).isEmpty();
  }

  private Map<Instant, String> hours() throws Exception {
    return hours(get("/v1/sensors/" + ENCODED + "/hourly?metric=m&limit=1000"));
  }

  private static Map<Instant, String> hours(JsonNode answer) {
    Map<Instant, String> hours = new TreeMap<>();
    for (JsonNode hour : answer.path("items")) {
      String before =
          hours.put(
              Instant.parse(hour.path("start").asText()),
              hour.path("count").asLong() + " " + hour.path("sum").asLong());
      assertThat(before).isNull();
    }
    return hours;
  }

  @Test
  void pages_of_readings_have_each_event_once() throws Exception {
    List<String> ids = new ArrayList<>();
    String from = Instant.now().minus(Duration.ofDays(2)).toString();
    String cursor = "";
    do {
      JsonNode page = get("/v1/sensors/" + ENCODED + "/readings?limit=7&from=" + from + cursor);
      page.path("items").forEach(item -> ids.add(item.path("event_id").asText()));
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (cursor != null);

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(ids))
        .isEqualTo(new TreeSet<>(events.stream().map(SensorEvent::getEventId).toList()));
  }

  @Test
  void the_register_has_the_sensor_and_its_latest_reading() throws Exception {
    JsonNode sensor = get("/v1/sensors/" + ENCODED);
    assertThat(sensor.path("sensor_id").asText()).isEqualTo(SENSOR);
    assertThat(sensor.path("state").asText()).isEqualTo("ACTIVE");

    JsonNode latest = get("/v1/sensors/" + ENCODED + "/latest");
    assertThat(latest.path("readings").get(0).path("value").asDouble()).isEqualTo(39);
    assertThat(get("/v1/sensors?q=API-IT").path("matching").asInt()).isEqualTo(1);
  }

  @Test
  void the_pipeline_counts_sensors_and_not_offsets() throws Exception {
    JsonNode topic =
        Waits.await("the report of the topic")
            .until(this::topicOfSensors, each -> each.path("records").isNumber());

    assertThat(topic.path("records").asLong()).isEqualTo(get("/v1/sensors").path("total").asLong());
    assertThat(topic.path("offsets").asLong()).isGreaterThan(topic.path("records").asLong());
  }

  private JsonNode topicOfSensors() throws Exception {
    for (JsonNode stage : get("/v1/pipeline").path("stages")) {
      if (stage.path("name").asText().equals("sensors")) {
        return stage;
      }
    }
    throw new AssertionError("no topic sensors");
  }

  /** All of them are rejected again, because the registry never has their schema. */
  @Test
  void a_replay_that_is_killed_with_the_api_continues_and_replays_each_record_once()
      throws Exception {
    byte[] unknownSchema = {0, 126, 0, 0, 1, 2, 3};
    try (EventSender sender = new EventSender(stack.pipeline())) {
      for (int i = 0; i < REJECTED; i++) {
        sender.send("api-it-replay", unknownSchema);
      }
    }

    Change change =
        stack.changeBy(
            () -> {
              startReplay();
              Waits.await("the replay has committed some transactions")
                  .pollInterval(Duration.ofMillis(1))
                  .until(() -> replay().path("progress"), ApiIT::isAQuarterRead);
              stack.verbs().succeed("kill", "api");
              stack.restore();
              assertThat(replay().isNull()).as("a new process remembers none").isTrue();
              startReplay();
              JsonNode second = endedReplay();
              TestLog.print("The replay after the kill: " + second);
              assertThat(second.path("state").asText()).isEqualTo("DONE");
              assertThat(second.at("/decisions/0/count").asInt())
                  .as("the kill was in the middle")
                  .isBetween(1, REJECTED - 1);
            });

    assertThat(change.of("sensor-events")).isEqualTo(REJECTED);
    assertThat(change.rejections()).isEqualTo(Map.of("UNKNOWN_SCHEMA", (long) REJECTED));
    startReplay();
    JsonNode third = endedReplay();
    assertThat(third.at("/decisions/0/count").asLong()).as(third.toString()).isZero();
    assertThat(third.path("found").asLong()).isEqualTo(2 * REJECTED);
  }

  private static boolean isAQuarterRead(JsonNode progress) {
    return progress.path("topic").asText().equals("rejected-events")
        && progress.path("read").asInt() > REJECTED / 4;
  }

  private void startReplay() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.server("api").address() + REPLAY))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"reason\": \"UNKNOWN_SCHEMA\", \"sensor\": \"api-it-replay\"}"))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  private JsonNode replay() throws Exception {
    return get(REPLAY).path("replay");
  }

  private JsonNode endedReplay() {
    return Waits.await("the end of the replay")
        .until(this::replay, replay -> !replay.path("state").asText().equals("RUNNING"));
  }

  private JsonNode get(String path) throws Exception {
    URI address = URI.create(stack.server("api").address() + path);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }
}
