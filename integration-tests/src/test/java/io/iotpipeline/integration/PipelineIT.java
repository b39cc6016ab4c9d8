package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.integration.monitoring.ExportedMetrics;
import io.iotpipeline.integration.monitoring.RunningPrometheus;
import io.iotpipeline.integration.monitoring.SensorDashboard;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SchemaRegistryClient;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole pipeline on real servers, on ports that are free: what goes in comes out in the tables
 * or in the quarantine. The steps build on each other, as the days of a pipeline do.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PipelineIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * The session ends after 10 s; then the partitions move and their state is restored. Three more
   * JVMs make a small machine slow.
   */
  private static final Duration ANSWERS_AGAIN = Duration.ofSeconds(60);

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  private final Path root = Path.of(System.getProperty("pipeline.root"));
  private final Path home = root.resolve("integration-tests/target/it-stack");
  private DevStackConfig config;
  private DevStack stack;
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();

  @BeforeAll
  void start() {
    DevStack leftOver = new DevStack(DevStackConfig.load(root, home), System.out);
    leftOver.down();
    leftOver.wipe();
    boolean required = "true".equals(System.getenv("PIPELINE_REQUIRE_TOOLS"));
    config =
        new DevStackConfig(root, home, Ports.free())
            .withPrometheus(required || Prometheus.isInstalled());
    stack = new DevStack(config, System.out);
    stack.up();
    System.setProperty("pipeline.home", home.toString());
  }

  @AfterAll
  void stop() {
    new DevStack(DevStackConfig.load(root, home), System.out).down();
  }

  @Test
  @Order(1)
  void good_events_reach_the_tables_and_bad_ones_the_quarantine() throws Exception {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Serializer<SensorEvent> avro = serdes.serializer()) {
      for (int i = 0; i < 600; i++) {
        SensorEvent event =
            event("it-" + i % 5, HOUR.plusSeconds(i * 10L), Map.of("temp", i / 8.0));
        send(producer, event.getSensorId(), avro.serialize("sensor-events", event));
      }
      SensorEvent again = event("it-0", HOUR, Map.of("temp", 1.0));
      byte[] twice = avro.serialize("sensor-events", again);
      send(producer, "it-0", twice);
      send(producer, "it-0", twice);
      SensorEvent future = event("it-1", Instant.now().plusSeconds(3600), Map.of("temp", 1.0));
      send(producer, "it-1", avro.serialize("sensor-events", future));
      SensorEvent infinite = event("it-1", HOUR, Map.of("temp", Double.POSITIVE_INFINITY));
      send(producer, "it-1", avro.serialize("sensor-events", infinite));
      send(producer, "it-2", avro.serialize("sensor-events", again));
      send(producer, "it-3", "not Avro".getBytes(StandardCharsets.UTF_8));
      send(producer, "it-3", new byte[] {0, 127, 0, 0, 1, 2, 3});
      send(producer, "it-3", new byte[1_000_000]);
      send(producer, "it-3", null);
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }

    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    assertThat(verification.ok()).as(verification.toString()).isTrue();
    assertThat(verification.counts())
        .containsEntry("sensor-events", 609L)
        .containsEntry("validated-events", 601L)
        .containsEntry("rejected-events", 8L)
        .containsEntry("sensor_events rows", 601L)
        .containsEntry("hourly_aggregates rows", 10L);
    assertThat(verification.rejectedByReason())
        .isEqualTo(
            Map.of(
                "DUPLICATE", 1L,
                "EVENT_TIME_IN_FUTURE", 1L,
                "NOT_FINITE", 1L,
                "KEY_MISMATCH", 1L,
                "UNDECODABLE", 1L,
                "UNKNOWN_SCHEMA", 2L, // a million zeros read as schema id 0
                "MISSING_VALUE", 1L));
  }

  @Test
  @Order(2)
  void a_row_is_what_was_sent() {
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      Row row =
          session
              .execute(
                  "SELECT * FROM iot.hourly_aggregates"
                      + " WHERE sensor_id = 'it-4' AND metric = 'temp' AND window_start = ?",
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
  @Order(3)
  void a_replayed_file_is_counted_once_and_its_bad_row_told() {
    Path rejects = home.resolve("greenhouse.rejects.csv");

    assertThat(replay(rejects)).isZero();
    assertThat(replay(rejects)).isZero();

    assertThat(rejects).content().contains("not a number");
    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    assertThat(verification.ok()).as(verification.toString()).isTrue();
    assertThat(verification.counts())
        .containsEntry("sensor-events", 609L + 12)
        .containsEntry("sensor_events rows", 601L + 5);
    assertThat(verification.rejectedByReason()).containsEntry("DUPLICATE", 1L + 7);
  }

  @Test
  @Order(4)
  void the_verbs_show_what_is_there() {
    assertThat(said("query", "hourly", "gh-1", "--metric", "temp", "--json"))
        .contains("\"window_start\":\"2024-03-01T10:00:00Z\"", "\"mean\":19.0");
    assertThat(said("query", "events", "gh-2")).contains("2024-03-01T10:59:59.999Z", "(2 rows)");
    assertThat(said("query", "alerts", "gh-1", "--severity", "CRITICAL")).contains("(0 rows)");
    assertThat(
            said(
                "cql",
                "--json",
                "SELECT day, event_time FROM iot.sensor_events"
                    + " WHERE sensor_id = 'gh-1' AND day = '2024-03-01' AND hour = 0 LIMIT 1"))
        .contains("{\"day\":\"2024-03-01\",\"event_time\":\"2024-03-01T09:58:00Z\"}");
    assertThat(said("status", "--json")).contains("\"ok\" : true", "\"client_id\"");
    assertThat(said("verify", "--json")).contains("\"ok\" : true");
    assertThat(Said.run("kafka", "topics", "--describe", "--topic", "sensor-events")).isZero();
    assertThat(Said.run("logs", "streams-app", "-n", "1")).isZero();
    assertThat(Said.run("cql", "SELECT nothing FROM nowhere.at_all")).isEqualTo(1);
    assertThat(Said.run("logs", "no-such-server")).isEqualTo(2);
  }

  @Test
  @Order(5)
  void everything_is_still_there_after_down_and_up() {
    stack.down();
    stack.up();

    assertThat(Said.run("status")).isZero();
    assertThat(Said.run("verify")).isZero();
    Verification verification = Verification.run(config.pipeline());
    assertThat(verification.counts()).containsEntry("sensor_events rows", 606L);
  }

  @Test
  @Order(6)
  void what_comes_after_the_restart_is_still_known_as_a_duplicate() {
    Path rejects = home.resolve("greenhouse.rejects.csv");

    assertThat(replay(rejects)).isZero();

    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    assertThat(verification.ok()).as(verification.toString()).isTrue();
    assertThat(verification.counts()).containsEntry("sensor_events rows", 606L);
    assertThat(verification.rejectedByReason()).containsEntry("DUPLICATE", 8L + 6);
  }

  @Test
  @Order(7)
  void a_record_near_kafkas_limit_is_no_obstacle() throws Exception {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    Random random = new Random(7);
    Map<String, Double> metrics = new HashMap<>();
    for (int i = 0; i < 3_500; i++) {
      metrics.put("metric-%0249d".formatted(i), random.nextGaussian());
    }
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Serializer<SensorEvent> avro = serdes.serializer()) {
      SensorEvent event = event("it-wide", HOUR, metrics);
      send(producer, "it-wide", avro.serialize("sensor-events", event));
      SensorEvent after = event("it-wide", HOUR.plusSeconds(1), Map.of("metric-1", 1.0));
      send(producer, "it-wide", avro.serialize("sensor-events", after));
    }

    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    assertThat(verification.ok()).as(verification.toString()).isTrue();
    assertThat(verification.counts()).containsEntry("sensor_events rows", 608L);
  }

  @Test
  @Order(8)
  void the_registry_takes_a_schema_only_if_it_reads_everything_older() {
    String subject = Topics.SENSOR_EVENTS.subject();
    SchemaRegistryClient registry = registry();
    OtherWriter firmware =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "firmware");
    OtherWriter model =
        OtherWriter.with("event_id", "sensor_id", "event_time", "measurements", "model");
    Schema withoutDefault =
        new Schema.Parser().parse(firmware.schema().toString().replace(",\"default\":null", ""));

    assertThatThrownBy(() -> registry.register(subject, withoutDefault))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("409", "Incompatible", "firmware");
    assertThat(registry.register(subject, firmware.schema())).isPositive();
    assertThat(registry.register(subject, model.schema())).isPositive();
    assertThatThrownBy(() -> registry.register(subject, ofATomorrow(Topics.SENSOR_EVENTS.schema())))
        .as("firmware is never null here; the newest version lacks it, the one before may be null")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("409", "Incompatible");
  }

  @Test
  @Order(9)
  void events_of_newer_and_older_writers_flow_unless_they_lack_a_field() throws Exception {
    Verification before = Verification.run(config.pipeline());
    OtherWriter more =
        OtherWriter.with("measurements", "sensor_id", "event_time", "event_id", "model");
    OtherWriter middle =
        OtherWriter.with("event_id", "model", "sensor_id", "event_time", "measurements");
    OtherWriter less = OtherWriter.with("event_id", "event_time", "measurements");

    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (OtherWriter writer : List.of(more, middle, less)) {
        int id = registry().register(Topics.SENSOR_EVENTS.subject(), writer.schema());
        send(producer, "it-writers", writer.event(id, "it-writers", HOUR, 21.5));
      }
    }

    Verification after =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    assertThat(after.ok()).as(after.toString()).isTrue();
    assertThat(added(before, after, "validated-events")).isEqualTo(2);
    assertThat(added(before, after, "sensor_events rows")).isEqualTo(2);
    assertThat(added(before, after, "rejected-events")).isEqualTo(1);
    assertThat(said("query", "hourly", "it-writers", "--json"))
        .contains("\"count\":2", "\"mean\":21.5");
    assertThat(said("quarantine", "show", "--sensor=it-writers"))
        .contains("UNDECODABLE", "does not have the required fields sensor_id");
  }

  @Test
  @Order(10)
  void all_that_dashboards_and_alerts_read_is_there() throws Exception {
    assertThat(new ExportedMetrics(config).missing()).isEmpty();

    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      Instant from = HOUR.minusSeconds(1800);
      SensorDashboard dashboard =
          new SensorDashboard(root, session, "gh-1", "temp", from, HOUR.plusSeconds(7200));
      // Some thousand of all; the wide sensor alone has as many metrics.
      assertThat(dashboard.values("sensor"))
          .isNotEmpty()
          .allMatch(sensor -> sensor.startsWith("it-") || sensor.startsWith("gh-"));
      assertThat(dashboard.values("metric"))
          .isNotEmpty()
          .allMatch(metric -> metric.matches("temp|humidity|open|metric-\\d+"));
      assertThat(dashboard.values("day")).containsExactly("2024-03-01");
      assertThat(dashboard.rows())
          .isEqualTo(
              Map.of(
                  "panel $metric of $sensor, by the hour", 2,
                  "panel Readings of $sensor, all metrics", 3,
                  "panel Hours of $metric", 2,
                  "panel Alerts of $sensor", 0));
    }
  }

  @Test
  @Order(11)
  void prometheus_gets_metrics_of_every_server_and_understands_every_rule() throws Exception {
    assumeTrue(config.prometheus(), "prometheus is not on the PATH");
    RunningPrometheus prometheus = new RunningPrometheus(config);

    assertThat(prometheus.targets(Duration.ofSeconds(25)))
        .containsExactlyInAnyOrder("kafka up", "connect up", "cassandra up", "streams-app up");
    assertThat(prometheus.errors()).isEmpty();
  }

  @Test
  @Order(20)
  void the_quarantine_tells_what_was_refused() throws Exception {
    JsonNode list =
        new ObjectMapper().readTree(said("quarantine", "list", "--sensor=it-3", "--json"));
    assertThat(list.path("by_reason").findValuesAsText("reason"))
        .containsExactly("MISSING_VALUE", "UNDECODABLE", "UNKNOWN_SCHEMA");
    assertThat(list.path("records").asLong()).isEqualTo(4);
    assertThat(list.path("replayed").asLong()).isZero();

    assertThat(said("quarantine", "list")).contains("DUPLICATE", "it-3", "gh-1");
    assertThat(said("quarantine", "show", "--reason=UNDECODABLE"))
        .contains("not readable, 8 bytes", "|not Avro|", "key     it-3");
    String infinite = said("quarantine", "show", "--reason=NOT_FINITE", "--json");
    assertThat(infinite).contains("\"measurements\":{\"temp\":\"Infinity\"}");
    String origin = new ObjectMapper().readTree(infinite).path("origin").asText();
    assertThat(said("quarantine", "show", origin)).startsWith(origin + "  NOT_FINITE");
    assertThat(Said.run("quarantine", "show", "sensor-events/0/999999999")).isEqualTo(1);
  }

  @Test
  @Order(21)
  void an_event_whose_schema_is_registered_later_is_replayed_and_counts_once() throws Exception {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    // Ids are given in turn, so the one after this is that of the next schema.
    Schema other = SchemaBuilder.enumeration("Probe").symbols("A");
    int laterId = serdes.registry().register("it-probe-value", other) + 1;
    Schema later = ofATomorrow(Topics.SENSOR_EVENTS.schema());
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      send(producer, "it-later", encoded(laterId, later, "it-later"));
    }
    Verification refused =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    assertThat(refused.rejectedByReason()).containsEntry("UNKNOWN_SCHEMA", 3L);
    assertThat(serdes.registry().register("it-later-value", later)).isEqualTo(laterId);
    awaitUnknownSchemaForgotten();

    String dryRun = said("quarantine", "replay", "--reason=UNKNOWN_SCHEMA", "--dry-run");
    String replay = said("quarantine", "replay", "--reason=UNKNOWN_SCHEMA");
    Verification replayed =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    String replayAgain = said("quarantine", "replay", "--reason=UNKNOWN_SCHEMA");
    Verification unchanged =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    assertThat(dryRun).contains("3 would be replayed");
    assertThat(replay).contains("3 replayed");
    assertThat(replayed.ok()).as(replayed.toString()).isTrue();
    assertThat(added(refused, replayed, "sensor-events")).isEqualTo(3);
    assertThat(added(refused, replayed, "validated-events")).isEqualTo(1);
    assertThat(added(refused, replayed, "rejected-events")).as("still unknown").isEqualTo(2);
    assertThat(added(refused, replayed, "sensor_events rows")).isEqualTo(1);
    assertThat(said("query", "hourly", "it-later", "--json"))
        .contains("\"count\":1", "\"mean\":21.5");
    assertThat(replayAgain).contains("0 replayed", "3 skipped: replayed by an earlier run");
    assertThat(replayAgain).contains("2 skipped: replayed before and rejected again");
    assertThat(unchanged.ok()).as(unchanged.toString()).isTrue();
    assertThat(unchanged.counts()).isEqualTo(replayed.counts());
    assertThat(said("quarantine", "show", "--sensor=it-3", "--limit=1"))
        .contains("header  iot-replay-of = sensor-events/");
  }

  @Test
  @Order(30)
  void three_instances_of_which_one_is_killed_lose_nothing_and_answer_for_every_sensor()
      throws Exception {
    assertThat(Said.run("up", "--streams-apps=3", "--free-ports")).isZero();
    Verification before =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    List<String> sensors = IntStream.range(0, 100).mapToObj("crash-%05d"::formatted).toList();
    ReadSide survivor = new ReadSide(addressOfInstance(1), sensors);
    List<ReadSide.Round> rounds;
    double seconds;
    long sent;
    try (SteadyLoad load = new SteadyLoad(config, "crash-", sensors.size())) {
      awaitValidated(before.counts().get("validated-events") + 5_000);
      survivor.await(ReadSide.Round::allActive, PATIENCE);

      assertThat(Said.run("kill", "streams-app-2")).isZero();
      long killed = System.nanoTime();
      rounds = survivor.await(ReadSide.Round::allActive, ANSWERS_AGAIN);
      seconds = (System.nanoTime() - killed) / 1e9;
      assertThat(Said.run("up")).isZero();
      sent = load.stop();
    }
    Verification after =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    System.out.printf(
        "one instance of three killed: every sensor is answered for by an active instance again"
            + " after %.1f s; at first %s, at worst %d of %d not answered at a time%n",
        seconds,
        rounds.get(0),
        rounds.stream().mapToInt(ReadSide.Round::unavailable).max().orElseThrow(),
        sensors.size());
    assertThat(rounds.get(0).allActive()).as("it had sensors").isFalse();
    assertThat(rounds).extracting(ReadSide.Round::unknown).containsOnly(0);
    assertThat(survivor.ask().allActive()).isTrue();
    assertThat(after.ok()).as(after.toString()).isTrue();
    assertThat(added(before, after, "sensor-events")).isEqualTo(sent);
    assertThat(added(before, after, "rejected-events")).isPositive();
  }

  @Test
  @Order(31)
  void instances_that_are_no_longer_wanted_leave_and_the_first_takes_over() throws Exception {
    assertThat(Said.run("up", "--streams-apps=1")).isZero();

    JsonNode status = new ObjectMapper().readTree(said("status", "--json"));
    assertThat(status.path("services").findValuesAsText("name"))
        .contains("streams-app-1")
        .doesNotContain("streams-app-2", "streams-app-3");
    assertThat(
            status.path("streams_app").findValues("partitions").stream().mapToInt(JsonNode::size))
        .as("its two threads have all twelve partitions")
        .hasSize(2)
        .satisfies(sizes -> assertThat(sizes.stream().mapToInt(i -> i).sum()).isEqualTo(12));
    assertThat(home.resolve("streams-app-3/process.json")).doesNotExist();
  }

  @Test
  @Order(40)
  void a_day_that_becomes_too_large_is_named_and_kept_by_the_hour_from_then_on() throws Exception {
    sendReadings("it-often", HOUR, 5);
    new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);
    Said wide = Said.by("doctor", "--rows=4", "--megabytes=1");

    assertThat(Said.run("up", "--event-bucket=hour")).isZero();
    sendReadings("it-often", HOUR.plusSeconds(600), 5);
    Verification split =
        new SettledVerification(config.pipeline(), () -> {}, System.out).verify(PATIENCE);

    assertThat(wide.code()).isEqualTo(1);
    assertThat(wide.text())
        .contains("sensor it-often has 5 rows", "2024-03-01", "up --event-bucket hour");
    assertThat(split.ok()).as(split.toString()).isTrue();
    assertThat(said("query", "events", "it-often", "--json").lines()).hasSize(10);
    assertThat(
            said("cql", "--json", "SELECT DISTINCT sensor_id, day, hour FROM iot.sensor_events")
                .lines()
                .filter(line -> line.contains("it-often")))
        .satisfiesExactlyInAnyOrder(
            day -> assertThat(day).contains("\"hour\":0"),
            hour -> assertThat(hour).contains("\"hour\":10"));
    assertThat(Said.run("doctor")).isZero();
  }

  /** As somebody does it whose servers run elsewhere: all that he knows is their addresses. */
  @Test
  @Order(50)
  void servers_that_run_already_are_set_up_from_another_home_and_its_verbs_find_them()
      throws Exception {
    for (String connector : List.of("sensor-events", "hourly-aggregates", "sensor-alerts")) {
      JsonHttp.delete(config.pipeline().connectUrl() + "/connectors/" + connector);
    }
    System.setProperty(
        "pipeline.home", root.resolve("integration-tests/target/it-elsewhere").toString());
    try {
      Said setUp =
          Said.by(
              "setup",
              "--bootstrap-servers=" + config.pipeline().bootstrapServers(),
              "--schema-registry-url=" + config.pipeline().registryUrl(),
              "--connect-url=" + config.pipeline().connectUrl(),
              "--cassandra=127.0.0.1:" + config.ports().cassandra());

      assertThat(setUp.code()).isZero();
      assertThat(setUp.text())
          .contains("0 created, 5 already exist", "0 of 4 files", "sensor-events RUNNING");
      assertThat(said("status")).contains("cassandra", "UP", "hourly-aggregates  RUNNING");
      assertThat(said("verify")).contains("verify ok");
      assertThat(Said.by("up").text()).contains("set PIPELINE_HOME to another folder");
    } finally {
      System.setProperty("pipeline.home", home.toString());
    }
  }

  private void sendReadings(String sensor, Instant from, int count) throws Exception {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    sent.clear();
    try (KafkaProducer<byte[], byte[]> producer = producer();
        Serializer<SensorEvent> avro = serdes.serializer()) {
      for (int i = 0; i < count; i++) {
        SensorEvent event = event(sensor, from.plusSeconds(i), Map.of("temp", 20.0 + i));
        send(producer, sensor, avro.serialize("sensor-events", event));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  private String addressOfInstance(int number) throws IOException {
    JsonNode services = new ObjectMapper().readTree(said("status", "--json")).path("services");
    for (JsonNode service : services) {
      if (service.path("name").asText().equals("streams-app-" + number)) {
        return service.path("address").asText();
      }
    }
    throw new AssertionError("no instance " + number + " in " + services);
  }

  private void awaitValidated(long events) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    try (LiveCounts counts = new LiveCounts(config.pipeline(), System.out)) {
      while (counts.records(Topics.VALIDATED_EVENTS) < events) {
        assertThat(Instant.now()).isBefore(deadline);
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static long added(Verification before, Verification after, String what) {
    return after.counts().get(what) - before.counts().get(what);
  }

  /** A schema that reads as the given one and has a field more. */
  private static Schema ofATomorrow(Schema schema) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field("firmware", Schema.create(Schema.Type.STRING), null, ""));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }

  private static byte[] encoded(int schemaId, Schema schema, String sensor) throws IOException {
    GenericRecord event =
        new GenericRecordBuilder(schema)
            .set("event_id", UUID.randomUUID().toString())
            .set("sensor_id", sensor)
            .set("event_time", HOUR.toEpochMilli())
            .set("measurements", Map.of("temp", 21.5))
            .set("firmware", "2.0")
            .build();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(ByteBuffer.allocate(5).putInt(1, schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(value, null);
    new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
    return value.toByteArray();
  }

  /** The app remembers for five seconds that the registry does not have a schema. */
  private static void awaitUnknownSchemaForgotten() {
    Instant forgotten = Instant.now().plusSeconds(6);
    while (Instant.now().isBefore(forgotten)) {
      LockSupport.parkNanos(100_000_000);
    }
  }

  private int replay(Path rejects) {
    Path file = root.resolve("integration-tests/src/test/resources/greenhouse.csv");
    return Said.run(
        "replay",
        "--file=" + file,
        "--rejects=" + rejects,
        "--time-column=time",
        "--sensor-column=sensor");
  }

  /** What a verb that succeeds prints. */
  private static String said(String... args) {
    Said said = Said.by(args);
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }

  private SchemaRegistryClient registry() {
    return AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()))
        .registry();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.pipeline().bootstrapServers());
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    sent.add(producer.send(new ProducerRecord<>(Topics.SENSOR_EVENTS.name(), keyBytes, value)));
  }

  private static SensorEvent event(String sensor, Instant time, Map<String, Double> values) {
    return new SensorEvent(UUID.randomUUID().toString(), sensor, time, values);
  }
}
