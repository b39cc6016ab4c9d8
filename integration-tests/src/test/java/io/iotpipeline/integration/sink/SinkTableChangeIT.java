package io.iotpipeline.integration.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.stack.ServerLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table that changes, or that cannot take a record, while its connector runs. */
@Tag("slow")
class SinkTableChangeIT extends SinkOnSharedStack {

  private static final String TABLE = " (id text PRIMARY KEY, n int, text text)";

  SinkTableChangeIT(TestStack stack) {
    super(stack, "changes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dropped | DROP TABLE changes.dropped | CREATE TABLE changes.dropped"
            + " (id text PRIMARY KEY, n int, text text)"
            + " | Table changes.dropped does not exist",
        "narrowed | ALTER TABLE changes.narrowed DROP n | ALTER TABLE changes.narrowed ADD n int"
            + " | Table changes.narrowed has no column n",
      })
  void the_task_waits_for_what_has_gone_and_reports_no_record(
      String name, String loss, String return_, String message) throws Exception {
    connectors.topic(name);
    session.execute("CREATE TABLE changes." + name + TABLE);
    Map<String, String> config =
        connectors.config(name, "changes." + name, "id=key, n=value.n, text=value.text");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", name + "-dlq");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    connectors.create(name, config);
    send(name, 0, 50);
    connectors.awaitDrained(name, name);
    ServerLog log = new ServerLog(stack.server("connect"));

    session.execute(loss);
    send(name, 50, 100);
    Waits.await("the task logs what it waits for")
        .until(
            log::added,
            text -> text.contains(message) && text.contains("keeps its records and retries"));
    boolean runs = connectors.status(name).allRunning();
    session.execute(return_);
    connectors.awaitDrained(name, name);

    assertThat(runs).isTrue();
    assertThat(session.execute("SELECT n FROM changes." + name + " WHERE n >= 50 ALLOW FILTERING"))
        .hasSize(50);
    assertThat(topics.read(name + "-dlq")).isEmpty();
  }

  private void send(String topic, int from, int to) throws Exception {
    for (int n = from; n < to; n++) {
      // Cassandra hides what was written to a column before it was dropped.
      topics.sendNow(topic, "k" + n, "{\"n\":%d,\"text\":\"t\"}".formatted(n));
    }
    topics.flush();
  }

  /** Cassandra takes no mutation of more than half of a commit log segment. */
  @Test
  void the_task_fails_if_neither_the_table_nor_the_dead_letter_queue_can_take_a_record()
      throws Exception {
    connectors.topic("large", Map.of("max.message.bytes", String.valueOf(20 << 20)));
    session.execute("CREATE TABLE changes.large" + TABLE);
    topics.send("large", "k", "{\"n\":1,\"text\":\"%s\"}".formatted("x".repeat(17 << 20)));
    topics.flush();
    Map<String, String> config =
        connectors.config("large", "changes.large", "id=key, n=value.n, text=value.text");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", "large-dlq");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");

    connectors.put("large", config);
    Waits.await("the task fails")
        .until(() -> connectors.status("large"), status -> status.trace() != null);

    assertThat(connectors.status("large").trace())
        .contains("Cannot write the record of topic large, partition 0, offset 0")
        .contains("Nor does the dead letter queue take it");
  }
}
