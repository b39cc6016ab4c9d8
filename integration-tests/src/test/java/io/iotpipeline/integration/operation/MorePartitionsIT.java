package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.TopicPartitions;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.TestPorts;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The procedure of docs/scaling.md that gives sensor-events more partitions. */
@Tag("slow")
class MorePartitionsIT {

  private static final int SENSORS = 60;
  private static final int EVENTS_PER_SENSOR = 5;
  private static final int MORE = 2 * Topics.SENSOR_EVENTS.partitions();

  private final Instant hour =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);

  @TempDir private Path stateDir;
  private DevStackConfig config;
  private DevStack stack;

  @BeforeEach
  void start() {
    Path home = Checkout.ROOT.resolve("integration-tests/target/it-more-partitions");
    DevStack leftOver = new DevStack(DevStackConfig.load(Checkout.ROOT, home), System.out);
    leftOver.down();
    leftOver.wipe();
    config = new DevStackConfig(Checkout.ROOT, home, TestPorts.free(1));
    stack = new DevStack(config, System.out);
    stack.up(DevStack.Scope.EVENTS);
  }

  @AfterEach
  void stop() {
    stack.down();
  }

  @Test
  void sensors_that_move_to_a_new_partition_keep_their_open_hours_and_known_ids() throws Exception {
    List<SensorEvent> first = events(0);
    send(first);
    run(first.size(), 0);

    String refused = addPartitions(MORE + 1, 2);
    String report = addPartitions(MORE, 0);
    send(events(EVENTS_PER_SENSOR));
    send(first);
    run(2 * first.size(), first.size());

    assertThat(refused).contains("expected a multiple of that, not " + (MORE + 1));
    assertThat(report).contains("sensor-events has 24 partitions now, had 12");
    assertThat(partitionsWithEvents()).as("sensors in new partitions").anyMatch(p -> p >= 12);
    assertThat(counts()).hasSize(SENSORS);
    assertThat(counts().values()).containsOnly(2L * EVENTS_PER_SENSOR);
  }

  /** Five events of each sensor in one hour, whose minutes begin with the number. */
  private List<SensorEvent> events(int firstMinute) {
    List<SensorEvent> events = new ArrayList<>();
    for (int minute = firstMinute; minute < firstMinute + EVENTS_PER_SENSOR; minute++) {
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        events.add(
            EventSender.event(
                "moving-" + sensor,
                hour.plus(minute, ChronoUnit.MINUTES),
                Map.of("temperature", 20.0)));
      }
    }
    return events;
  }

  private void send(List<SensorEvent> events) throws Exception {
    try (EventSender sender = new EventSender(config.pipeline())) {
      events.forEach(sender::send);
    }
  }

  /** Runs the app until it has written so many events, and all their readings in aggregates. */
  private void run(int validated, int rejected) throws Exception {
    Process app = java("-jar", jar(), "--http-listen=off", "--state-journal-bytes=0");
    try {
      Waits.await("all events in the output topics")
          .until(
              () ->
                  count(Topics.VALIDATED_EVENTS.name()) == validated
                      && count(Topics.REJECTED_EVENTS.name()) == rejected
                      && counts().values().stream().mapToLong(Long::longValue).sum() == validated);
    } finally {
      app.destroy();
      assertThat(app.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private String addPartitions(int partitions, int exitCode) throws Exception {
    Process process =
        java(
            "-cp",
            jar(),
            "io.iotpipeline.streamsapp.AddPartitionsMain",
            String.valueOf(partitions));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output;
  }

  private String jar() {
    return config.artifacts().streamsAppJar().toString();
  }

  private Process java(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx128m");
    command.addAll(List.of(args));
    command.add("--bootstrap-servers=" + config.pipeline().bootstrapServers());
    command.add("--schema-registry-url=" + config.pipeline().registryUrl());
    command.add("--state-dir=" + stateDir);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            args[0].equals("-jar") ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE)
        .start();
  }

  private long count(String topic) {
    try (TopicReader reader = new TopicReader(config.pipeline())) {
      return reader.count(topic);
    }
  }

  private List<Integer> partitionsWithEvents() throws Exception {
    List<Integer> partitions = new ArrayList<>();
    try (TopicReader reader = new TopicReader(config.pipeline());
        Admin admin = KafkaClients.admin(config.pipeline())) {
      assertThat(TopicPartitions.of(admin).counts()).containsEntry("sensor-events", MORE);
      for (TopicPartition partition : reader.partitions(Topics.SENSOR_EVENTS.name())) {
        reader.read(partition, 0, record -> partitions.add(partition.partition()));
      }
    }
    return partitions;
  }

  /** The number of readings of each sensor in its newest aggregate. */
  private Map<String, Long> counts() {
    AvroSerdes serdes =
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, config.pipeline().registryUrl()));
    Map<String, HourlyAggregate> newest = new HashMap<>();
    try (TopicReader reader = new TopicReader(config.pipeline());
        Deserializer<HourlyAggregate> avro = serdes.deserializer()) {
      for (TopicPartition partition : reader.partitions(Topics.HOURLY_AGGREGATES.name())) {
        reader.read(
            partition,
            0,
            record -> {
              HourlyAggregate aggregate = avro.deserialize(record.topic(), record.value());
              newest.merge(
                  aggregate.getSensorId(),
                  aggregate,
                  (a, b) -> a.getRevision() > b.getRevision() ? a : b);
            });
      }
    }
    Map<String, Long> counts = new HashMap<>();
    newest.forEach((sensor, aggregate) -> counts.put(sensor, aggregate.getCount()));
    return counts;
  }
}
