package io.iotpipeline.integration.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the DataStax connector can do and our connectors do not use, on real servers. */
@Tag("slow")
class SinkCompatibilityIT extends SinkOnSharedStack {

  SinkCompatibilityIT(TestStack stack) {
    super(stack, "compat");
  }

  @Test
  void writes_every_type_of_column() throws Exception {
    session.execute("CREATE TYPE compat.point (x int, y text)");
    session.execute(
        "CREATE TABLE compat.types (id text PRIMARY KEY, place frozen<point>, pair tuple<int, text>,"
            + " address inet, embedding vector<float, 3>, pause duration, whole text,"
            + " local timestamp)");
    connectors.topic("types");
    topics.send(
        "types",
        "k",
        """
        {"place":{"x":1,"y":"a"},"pair":[2,null],"address":"192.0.2.1","embedding":[1,0.5,-2],
         "pause":"1h30m","whole":{"a":[1,2]},"local":"2026-01-31 13:00"}""");
    topics.flush();
    Map<String, String> config =
        connectors.config(
            "types",
            "compat.types",
            "id=key, place=value.place, pair=value.pair, address=value.address,"
                + " embedding=value.embedding, pause=value.pause, whole=value.whole,"
                + " local=value.local");
    config.put("topic.types.codec.timeZone", "Europe/Berlin");
    connectors.create("types", config);
    connectors.awaitDrained("types", "types");

    Row row = session.execute("SELECT * FROM compat.types").one();
    assertThat(row.getUdtValue("place").getFormattedContents()).isEqualTo("{x:1,y:'a'}");
    assertThat(row.getTupleValue("pair").getFormattedContents()).isEqualTo("(2,NULL)");
    assertThat(row.getInetAddress("address").getHostAddress()).isEqualTo("192.0.2.1");
    assertThat(row.getObject("embedding")).hasToString("[1.0, 0.5, -2.0]");
    assertThat(row.getCqlDuration("pause")).hasToString("1h30m");
    assertThat(row.getString("whole")).isEqualTo("{\"a\":[1,2]}");
    assertThat(row.getInstant("local")).hasToString("2026-01-31T12:00:00Z");
  }

  @Test
  void adds_to_counters_and_deletes_them() throws Exception {
    session.execute("CREATE TABLE compat.counts (id text PRIMARY KEY, a counter, b counter)");
    connectors.topic("counts");
    topics.send("counts", "kept", "{\"a\":2,\"b\":1}");
    topics.send("counts", "kept", "{\"a\":-5,\"b\":null}");
    topics.send("counts", "gone", "{\"a\":1,\"b\":1}");
    topics.flush();
    connectors.create(
        "counts", connectors.config("counts", "compat.counts", "id=key, a=value.a, b=value.b"));
    connectors.awaitDrained("counts", "counts");
    topics.send("counts", "gone", null);
    topics.flush();
    connectors.awaitDrained("counts", "counts");

    assertThat(session.execute("SELECT id, a, b FROM compat.counts").all())
        .extracting(Row::getFormattedContents)
        .singleElement()
        .asString()
        .contains("id:'kept'", "a:-3", "b:1");
  }

  @Test
  void writes_with_the_query_of_the_configuration() throws Exception {
    session.execute("CREATE TABLE compat.logs (id text PRIMARY KEY, lines list<text>)");
    connectors.topic("logs");
    topics.send("logs", "k", "{\"line\":[\"first\"]}");
    topics.flush();
    Map<String, String> config =
        connectors.config("logs", "compat.logs", "which=key, line=value.line");
    config.put(
        "topic.logs.compat.logs.query",
        "UPDATE compat.logs SET lines = lines + :line WHERE id = :which");
    connectors.create("logs", config);
    connectors.awaitDrained("logs", "logs");
    topics.send("logs", "k", "{\"line\":[\"second\"]}");
    topics.flush();
    connectors.awaitDrained("logs", "logs");

    assertThat(session.execute("SELECT lines FROM compat.logs").one().getList(0, String.class))
        .containsExactly("first", "second");
  }

  @Test
  void reads_json_text_of_topics_that_a_router_renames() throws Exception {
    session.execute("CREATE TABLE compat.routed (id text PRIMARY KEY, n int)");
    connectors.topic("plant-a");
    connectors.topic("plant-b");
    topics.send("plant-a", "a", "{\"n\":1}");
    topics.send("plant-b", "b", "{\"n\":2}");
    topics.flush();
    Map<String, String> config = connectors.config("plants", "compat.routed", "id=key, n=value.n");
    config.remove("topics");
    config.put("topics.regex", "plant-.*");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.remove("value.converter.schemas.enable");
    config.put("transforms", "route");
    config.put("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter");
    config.put("transforms.route.regex", "plant-.*");
    config.put("transforms.route.replacement", "plants");

    connectors.create("routed", config);
    connectors.awaitDrained("routed", "plant-a");
    connectors.awaitDrained("routed", "plant-b");

    assertThat(session.execute("SELECT id, n FROM compat.routed").all())
        .extracting(row -> row.getString("id") + row.getInt("n"))
        .containsExactlyInAnyOrder("a1", "b2");
  }

  @Test
  void a_worker_with_its_connectors_logs_no_error_and_shares_one_session() throws IOException {
    String log = Files.readString(stack.server("connect").log());

    assertThat(log)
        .doesNotContain("Failed to discover")
        .doesNotContain("NoSuchMethodError")
        .doesNotContain("too many session instances");
  }
}
