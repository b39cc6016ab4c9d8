package io.iotpipeline.integration.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sink connectors of a test, each for one topic of one partition with JSON values. */
final class SinkConnectors implements AutoCloseable {

  private static final String CLASS = "CassandraSinkConnector";

  private final TestStack stack;
  private final Connectors connectors;
  private final Admin admin;
  private final ObjectMapper json = new ObjectMapper();
  private final List<String> created = new ArrayList<>();

  SinkConnectors(TestStack stack) {
    this.stack = stack;
    this.connectors = Connectors.of(stack);
    this.admin = Admin.create(Map.of("bootstrap.servers", stack.pipeline().bootstrapServers()));
  }

  void topic(String name) throws ExecutionException, InterruptedException {
    topic(name, Map.of());
  }

  void topic(String name, Map<String, String> settings)
      throws ExecutionException, InterruptedException {
    TopicSetup.create(
        admin,
        List.of(new NewTopic(name, Optional.of(1), Optional.<Short>empty()).configs(settings)));
  }

  /** A configuration for one topic and one table, with what all connectors have in common. */
  Map<String, String> config(String topic, String table, String mapping) {
    Map<String, String> connector = new HashMap<>();
    connector.put("connector.class", CLASS);
    connector.put("tasks.max", "1");
    connector.put("topics", topic);
    connector.put("contactPoints", DevStackConfig.HOST);
    connector.put("port", String.valueOf(stack.config().ports().cassandra()));
    connector.put("loadBalancing.localDc", DevStackConfig.DATACENTER);
    connector.put("topic." + topic + "." + table + ".mapping", mapping);
    connector.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    connector.put("value.converter.schemas.enable", "false");
    connector.put("consumer.override.max.poll.records", "5000");
    return connector;
  }

  /** What Connect's own validation answers. */
  JsonNode validate(Map<String, String> connector) throws IOException, InterruptedException {
    Map<String, String> named = new HashMap<>(connector);
    named.put("name", "validated");
    return json.readTree(connectors.validate(CLASS, json.writeValueAsString(named)).body());
  }

  HttpResponse<String> put(String name, Map<String, String> connector)
      throws IOException, InterruptedException {
    HttpResponse<String> response = connectors.put(name, json.writeValueAsString(connector));
    if (response.statusCode() < 300) {
      created.add(name);
    }
    return response;
  }

  /** Creates a connector and waits until its task runs. */
  void create(String name, Map<String, String> config) throws Exception {
    HttpResponse<String> response = put(name, config);
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    connectors.awaitRunning(name);
  }

  ConnectApi.Status status(String name) throws IOException, InterruptedException {
    return connectors.status(name);
  }

  /**
   * Waits until the connector has committed all that is in its topic. A task that fails ends the
   * wait at once.
   */
  void awaitDrained(String connector, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    long end =
        admin
            .listOffsets(Map.of(partition, OffsetSpec.latest()))
            .partitionResult(partition)
            .get()
            .offset();
    Waits.await("connector %s commits offset %d".formatted(connector, end))
        .failFast("its task failed", () -> status(connector).trace() != null)
        .until(() -> committed(connector, partition), offset -> offset >= end);
  }

  private long committed(String connector, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    OffsetAndMetadata committed =
        admin
            .listConsumerGroupOffsets("connect-" + connector)
            .partitionsToOffsetAndMetadata()
            .get()
            .get(partition);
    return committed == null ? -1 : committed.offset();
  }

  /** Removes the connectors that were created, so that none of them runs beside the next test. */
  void deleteAll() throws IOException, InterruptedException {
    for (String name : created) {
      connectors.delete(name);
    }
    created.clear();
  }

  @Override
  public void close() {
    admin.close();
  }
}
