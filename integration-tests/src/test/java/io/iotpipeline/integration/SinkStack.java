package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.setup.TopicSetup;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Kafka, Connect and Cassandra for tests of the sink, with topics of one partition and JSON. */
final class SinkStack implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  final DevStackConfig config;
  private final DevStack stack;
  private final ConnectApi connect;
  private final Admin admin;
  private final ObjectMapper json = new ObjectMapper();

  SinkStack(String folder) {
    Path root = Path.of(System.getProperty("pipeline.root"));
    Path home = root.resolve("integration-tests/target").resolve(folder);
    DevStack leftOver = new DevStack(DevStackConfig.load(root, home), System.out);
    leftOver.down();
    leftOver.wipe();
    config = new DevStackConfig(root, home, Ports.free());
    stack = new DevStack(config, System.out);
    stack.up(DevStack.Scope.ROWS);
    connect = new ConnectApi(config.pipeline().connectUrl());
    admin = Admin.create(Map.of("bootstrap.servers", config.pipeline().bootstrapServers()));
  }

  @Override
  public void close() {
    admin.close();
    stack.down();
  }

  void topic(String name) throws ExecutionException, InterruptedException {
    TopicSetup.create(admin, List.of(new NewTopic(name, Optional.of(1), Optional.empty())));
  }

  CqlSession session() {
    return CassandraSession.open(config.pipeline());
  }

  /** A connector for one topic of JSON values and one table, as far as all have it in common. */
  Map<String, String> config(String topic, String table, String mapping) {
    Map<String, String> connector = new HashMap<>();
    connector.put("connector.class", "CassandraSinkConnector");
    connector.put("tasks.max", "1");
    connector.put("topics", topic);
    connector.put("contactPoints", DevStackConfig.HOST);
    connector.put("port", String.valueOf(config.ports().cassandra()));
    connector.put("loadBalancing.localDc", DevStackConfig.DATACENTER);
    connector.put("topic." + topic + "." + table + ".mapping", mapping);
    connector.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    connector.put("value.converter.schemas.enable", "false");
    connector.put("consumer.override.max.poll.records", "5000");
    return connector;
  }

  /** What Connect's own validation says is wrong: messages by key. */
  JsonNode validate(Map<String, String> connector) throws IOException, InterruptedException {
    Map<String, String> named = new HashMap<>(connector);
    named.put("name", "validated");
    HttpResponse<String> response =
        JsonHttp.put(
            config.pipeline().connectUrl()
                + "/connector-plugins/CassandraSinkConnector/config/validate",
            json.writeValueAsString(named));
    return json.readTree(response.body());
  }

  HttpResponse<String> put(String name, Map<String, String> connector)
      throws IOException, InterruptedException {
    return JsonHttp.put(
        config.pipeline().connectUrl() + "/connectors/" + name + "/config",
        json.writeValueAsString(connector));
  }

  void create(String name, Map<String, String> config) throws Exception {
    HttpResponse<String> response = put(name, config);
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    await(() -> status(name).allRunning());
  }

  ConnectApi.Status status(String name) throws IOException, InterruptedException {
    return connect.status(name);
  }

  /** Waits until the connector has committed all that is in its topic. */
  void awaitDrained(String connector, String topic) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    await(
        () -> {
          long end =
              admin
                  .listOffsets(Map.of(partition, OffsetSpec.latest()))
                  .partitionResult(partition)
                  .get()
                  .offset();
          OffsetAndMetadata committed =
              admin
                  .listConsumerGroupOffsets("connect-" + connector)
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(partition);
          return committed != null && committed.offset() >= end;
        });
  }

  void await(Callable<Boolean> condition) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("not within " + PATIENCE);
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  void kill(String server) {
    new ServerProcess(server(server)).kill();
  }

  void start() {
    stack.up(DevStack.Scope.ROWS);
  }

  long logBytes(String server) throws IOException {
    return Files.size(server(server).log());
  }

  /** Whether the worker's log holds a text, behind so many bytes. */
  boolean logSays(String text, long after) throws IOException {
    byte[] log = Files.readAllBytes(server("connect").log());
    return new String(log, (int) after, log.length - (int) after, StandardCharsets.UTF_8)
        .contains(text);
  }

  private Server server(String name) {
    return stack.server(name).orElseThrow();
  }
}
