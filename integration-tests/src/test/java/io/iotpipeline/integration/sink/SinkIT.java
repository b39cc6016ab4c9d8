package io.iotpipeline.integration.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.integration.stack.ServerLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Cassandra sink on a real Connect worker, with a real Cassandra: topics of JSON without
 * schema, and tables in a keyspace of their own.
 */
class SinkIT extends SinkOnSharedStack {

  private static final String READINGS = "id=value.id, n=value.n, text=value.text";
  private static final int LOG_LIMIT = 1_000_000;

  SinkIT(TestStack stack) {
    super(stack, "sink");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port | 1 | contactPoints | Connection refused",
        "loadBalancing.localDc | elsewhere | loadBalancing.localDc | data centers are [datacenter1]",
        "topic.t.none.readings.mapping | id=key | topic.t.none.readings.mapping | Keyspace none does not exist",
        "topic.t.iot.none.mapping | id=key | topic.t.iot.none.mapping | Table iot.none does not exist",
        "topic.t.iot.sensor_alerts.mapping | id=key | topic.t.iot.sensor_alerts.mapping | no column id; has primary key column sensor_id, not mapped",
        "topic.t.sink.validated.ttl | 60 | topic.t.sink.validated.ttl | has counters, which have no write time and no TTL",
        "topic.t.iot.sensor_events.query | INSERT INTO iot.none (x) VALUES (:x) | topic.t.iot.sensor_events.query | Cassandra rejects the query",
        "ignoreErrors | All | ignoreErrors | errors.deadletterqueue",
      })
  void connects_own_validation_names_the_key_to_change(
      String key, String value, String wrongKey, String message) throws Exception {
    session.execute("CREATE TABLE IF NOT EXISTS sink.validated (id text PRIMARY KEY, c counter)");
    Map<String, String> config = connectors.config("t", "iot.sensor_events", "sensor_id=key");
    config.put(
        "topic.t.iot.sensor_events.mapping",
        "sensor_id=key, day=value.d, hour=value.h, event_time=value.t, event_id=value.i");
    if (key.contains("validated")) {
      config.put("topic.t.sink.validated.mapping", "id=key, c=value.c");
    }
    config.put(key, value);

    JsonNode answer = connectors.validate(config);

    Map<String, String> errors = new HashMap<>();
    for (JsonNode each : answer.path("configs")) {
      JsonNode about = each.path("value");
      about.path("errors").forEach(e -> errors.put(about.path("name").asText(), e.asText()));
    }
    assertThat(errors).as(answer.toString()).containsOnlyKeys(wrongKey);
    assertThat(errors.get(wrongKey)).contains(message);
    assertThat(connectors.put("refused", config).statusCode()).isEqualTo(400);
  }

  /** Columns that sort in opposite ways: a tie settled cell by cell would mix two updates. */
  private static final String UPDATES =
      "id=value.id, up=value.revision, down=value.down, revision=value.revision";

  @Test
  void the_newest_of_many_updates_of_a_row_wins_in_any_order_of_arrival() throws Exception {
    Map<String, Integer> last = sendShuffledUpdates("updates");
    createUpdatesTable("updates");

    Map<String, String> config =
        connectors.config("updates", "sink.updates", UPDATES + ", __timestamp=value.revision");
    connectors.create("updates", config);
    connectors.awaitDrained("updates", "updates");

    List<Row> rows = session.execute("SELECT * FROM sink.updates").all();
    assertThat(rows).hasSameSizeAs(last.keySet());
    assertThat(rows).allSatisfy(row -> assertIsWhole(row, 40));
  }

  /** The counterpart of the test above, without the mapping of the write time. */
  @Test
  void without_a_mapped_write_time_the_last_to_arrive_wins_whole() throws Exception {
    Map<String, Integer> last = sendShuffledUpdates("arrivals");
    createUpdatesTable("arrivals");

    connectors.create("arrivals", connectors.config("arrivals", "sink.arrivals", UPDATES));
    connectors.awaitDrained("arrivals", "arrivals");

    List<Row> rows = session.execute("SELECT * FROM sink.arrivals").all();
    assertThat(rows).hasSameSizeAs(last.keySet());
    assertThat(rows).allSatisfy(row -> assertIsWhole(row, last.get(row.getString("id"))));
    assertThat(last.values()).as("the newest is not always last").anyMatch(value -> value < 40);
  }

  private void createUpdatesTable(String table) {
    session.execute(
        "CREATE TABLE sink."
            + table
            + " (id text PRIMARY KEY, up bigint, down bigint, revision bigint)");
  }

  private static void assertIsWhole(Row row, long revision) {
    assertThat(row.getLong("revision")).isEqualTo(revision);
    assertThat(row.getLong("up")).isEqualTo(revision);
    assertThat(row.getLong("down")).isEqualTo(-revision);
  }

  /**
   * Sends 40 updates of each of 50 rows, shuffled and all of the same time, to a topic of one
   * partition: a poll brings many of one row.
   *
   * @return which update of a row was sent last, by its id
   */
  private Map<String, Integer> sendShuffledUpdates(String topic) throws Exception {
    connectors.topic(topic);
    List<Map.Entry<String, Integer>> updates = new ArrayList<>();
    for (int id = 0; id < 50; id++) {
      for (int revision = 1; revision <= 40; revision++) {
        updates.add(Map.entry("row-" + id, revision));
      }
    }
    Collections.shuffle(updates, new Random(40));
    Map<String, Integer> last = new HashMap<>();
    for (Map.Entry<String, Integer> update : updates) {
      int revision = update.getValue();
      topics.send(
          topic,
          "{\"id\":\"%s\",\"revision\":%d,\"down\":%d}"
              .formatted(update.getKey(), revision, -revision));
      last.put(update.getKey(), revision);
    }
    topics.flush();
    return last;
  }

  @Test
  void poison_in_the_middle_goes_to_the_dead_letter_queue_and_all_else_to_the_table()
      throws Exception {
    sendWithPoison("poisoned");

    Map<String, String> config = connectors.config("poisoned", "sink.poisoned", READINGS);
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", "poisoned-dlq");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    connectors.create("poisoned", config);
    connectors.awaitDrained("poisoned", "poisoned");

    assertThat(session.execute("SELECT id FROM sink.poisoned").all()).hasSize(10_000);
    assertThat(topics.read("poisoned-dlq"))
        .extracting(each -> SinkTopics.header(each, "__connect.errors.exception.message"))
        .hasSize(2)
        .anySatisfy(why -> assertThat(why).contains("offset 5000").contains("is not a"))
        .anySatisfy(
            why -> assertThat(why).contains("offset 5001").contains("Key may not be empty"));
    assertThat(connectors.status("poisoned").allRunning()).isTrue();
  }

  @Test
  void without_a_dead_letter_queue_the_task_fails_and_says_which_record_is_to_blame()
      throws Exception {
    sendWithPoison("fatal");

    HttpResponse<String> created =
        connectors.put("fatal", connectors.config("fatal", "sink.fatal", READINGS));
    Waits.await("the task fails")
        .until(() -> connectors.status("fatal"), status -> status.trace() != null);

    assertThat(created.statusCode()).isEqualTo(201);
    ConnectApi.Status status = connectors.status("fatal");
    assertThat(status.tasks()).containsExactly("FAILED");
    assertThat(status.trace()).contains("topic fatal, partition 0, offset 5000");
  }

  /** 10,000 readings, and after half of them one that makes no row and one that is refused. */
  private void sendWithPoison(String topic) throws Exception {
    connectors.topic(topic);
    session.execute("CREATE TABLE sink." + topic + " (id text PRIMARY KEY, n int, text text)");
    for (int n = 0; n < 10_000; n++) {
      if (n == 5_000) {
        topics.send(topic, "{\"id\":\"poison\",\"n\":\"not a number\",\"text\":\"\"}");
        topics.send(topic, "{\"id\":\"\",\"n\":1,\"text\":\"no key\"}");
      }
      topics.send(topic, reading(n));
    }
    topics.flush();
  }

  @Test
  void a_record_without_a_value_deletes_its_row() throws Exception {
    connectors.topic("deletes");
    session.execute("CREATE TABLE sink.deletes (id text PRIMARY KEY, n int)");
    topics.send("deletes", "kept", "{\"n\":1}");
    topics.send("deletes", "gone", "{\"n\":2}");
    topics.send("deletes", "gone", null);
    topics.send("deletes", "back", null);
    topics.send("deletes", "back", "{\"n\":3}");
    topics.flush();

    connectors.create("deletes", connectors.config("deletes", "sink.deletes", "id=key, n=value.n"));
    connectors.awaitDrained("deletes", "deletes");

    assertThat(session.execute("SELECT id, n FROM sink.deletes").all())
        .extracting(row -> row.getString("id") + row.getInt("n"))
        .containsExactlyInAnyOrder("kept1", "back3");
  }

  @Test
  void what_the_driver_can_do_is_set_by_its_own_keys() throws Exception {
    connectors.topic("tuned");
    session.execute("CREATE TABLE sink.tuned (id text PRIMARY KEY, n int, text text)");
    topics.send("tuned", reading(1));
    topics.flush();
    Map<String, String> config = connectors.config("tuned", "sink.tuned", READINGS);
    config.put("compression", "LZ4");
    config.put("topic.tuned.sink.tuned.ttl", "1");
    config.put("topic.tuned.sink.tuned.ttlTimeUnit", "DAYS");
    config.put("datastax-java-driver.basic.application.name", "the sink under test");

    connectors.create("tuned", config);
    connectors.awaitDrained("tuned", "tuned");

    int ttl = session.execute("SELECT ttl(n) FROM sink.tuned").one().getInt(0);
    assertThat(Duration.ofSeconds(ttl)).isBetween(Duration.ofHours(23), Duration.ofHours(24));
    assertThat(session.execute("SELECT * FROM system_views.clients").all())
        .filteredOn(row -> row.getFormattedContents().contains("the sink under test"))
        .isNotEmpty();
  }

  /**
   * The driver reads the schema a second after a change. If it finds no Cassandra then, that
   * session never reads the schema again; the new connector has the same session as another one.
   */
  @Test
  void a_connector_that_is_created_before_cassandra_is_there_waits_for_it() throws Exception {
    String limit = "datastax-java-driver.advanced.control-connection.schema-agreement.timeout";
    connectors.topic("shared");
    connectors.topic("early");
    session.execute("CREATE TABLE sink.shared (id text PRIMARY KEY, n int, text text)");
    topics.send("shared", reading(0));
    for (int n = 0; n < 1_000; n++) {
      topics.send("early", reading(n));
    }
    topics.flush();
    Map<String, String> shared = connectors.config("shared", "sink.shared", READINGS);
    shared.put(limit, "1 second");
    connectors.create("shared", shared);
    connectors.awaitDrained("shared", "shared");
    ServerLog log = new ServerLog(stack.server("connect"));
    session.setSchemaMetadataEnabled(false); // this session does not wait until it is read
    session.execute("CREATE TABLE sink.early (id text PRIMARY KEY, n int, text text)");
    stack.verbs().succeed("kill", "cassandra");
    Map<String, String> config = connectors.config("early", "sink.early", READINGS);
    config.put(limit, "1 second");

    HttpResponse<String> refused;
    ConnectApi.Status waiting;
    try {
      refused = connectors.put("early", config);
      config.put("waitForCluster", "true");
      connectors.create("early", config);
      Waits.await("the task logs that it waits for Cassandra")
          .until(log::added, text -> text.contains("keeps its records and retries"));
      waiting = connectors.status("early");
    } finally {
      stack.restore();
      session.close(); // a new session connects sooner than this one reconnects
      session = stack.session();
    }
    connectors.awaitDrained("early", "early");
    topics.send("shared", reading(1));
    topics.flush();
    connectors.awaitDrained("shared", "shared");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Cassandra does not answer", "waitForCluster=true");
    assertThat(waiting.allRunning()).isTrue();
    assertThat(session.execute("SELECT id FROM sink.early").all()).hasSize(1_000);
    assertThat(log.added()).hasSizeLessThan(LOG_LIMIT).contains("The schema could not be read");
  }

  private static String reading(int n) {
    return "{\"id\":\"%s\",\"n\":%d,\"text\":\"reading\"}".formatted(UUID.randomUUID(), n);
  }
}
