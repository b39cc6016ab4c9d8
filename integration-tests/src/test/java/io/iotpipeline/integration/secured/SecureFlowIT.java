package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.SecureStack;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What works today works with logins and TLS, and no secret gets out. */
@ExtendWith(SecureStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureFlowIT {

  private static final Instant HOUR = Instant.parse("2024-03-01T10:00:00Z");

  /** Configuration files of servers that must have their own secrets in them. */
  private static final Set<String> WITH_SECRETS =
      Set.of(
          "connect/rest-users.properties",
          "cassandra/cassandra.yaml",
          "cassandra/jmx.password",
          "prometheus/metrics.password",
          "prometheus/streams-app.token",
          "kafka/jmx-exporter.yml",
          "connect/jmx-exporter.yml",
          "cassandra/jmx-exporter.yml");

  private final TestStack stack;
  private final DevStackConfig config;
  private final StackSecurity security;

  SecureFlowIT(TestStack stack) {
    this.stack = stack;
    this.config = stack.config();
    this.security = config.security().orElseThrow();
  }

  @Test
  @Order(1)
  void events_of_a_device_are_validated_or_quarantined_and_nothing_is_lost() throws Exception {
    Change change =
        stack.changeBy(
            () -> {
              try (EventSender device = new EventSender(config.pipeline(Identity.DEVICE))) {
                for (int i = 0; i < 300; i++) {
                  device.send(
                      EventSender.event(
                          "secure-" + i % 5, HOUR.plusSeconds(i * 10L), Map.of("temp", i / 8.0)));
                }
                device.send("secure-0", "no Avro".getBytes(StandardCharsets.UTF_8));
              }
            });

    assertThat(change.of("validated-events")).isEqualTo(300);
    assertThat(change.of("rejected-events")).isEqualTo(1);
  }

  @Test
  @Order(2)
  void every_verb_logs_in() throws Exception {
    stack.verbs().succeed("simulate", "--sensors", "10", "--rate", "0", "--events", "500");
    stack.verified();
    assertThat(stack.verbs().awaitSuccess("status")).doesNotContain("NOT READY");
    assertThat(stack.verbs().succeed("query", "events", "secure-1")).contains("temp");
    assertThat(stack.verbs().succeed("query", "hourly", "secure-1")).contains("temp");
    assertThat(stack.verbs().succeed("quarantine", "list")).contains("1");
    assertThat(stack.verbs().succeed("cql", "SELECT count(*) FROM iot.sensor_events"))
        .contains("8");
    stack.verbs().run("doctor");
    stack.verbs().succeed("kafka", "topics", "--list");
    stack.verbs().succeed("cassandra", "status");
    stack.verbs().succeed("up");
  }

  @Test
  @Order(3)
  void servers_without_logins_are_not_started_beside_them() {
    assertThat(stack.verbs().run("up", "--no-secure").text())
        .contains("The servers run with logins and TLS. Stop them first");
  }

  /** In logs, settings and printed lines of all servers, and in the list of processes. */
  @Test
  @Order(4)
  void no_secret_is_anywhere_else() throws IOException {
    List<String> secrets = secrets();
    Set<String> found = new TreeSet<>();
    try (Stream<Path> all = Files.walk(config.home())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path name = config.home().relativize(file);
        boolean data = name.toString().matches("security/.*|[^/]+/(data|state|plugins)/.*");
        if (!data && !WITH_SECRETS.contains(name.toString())) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          secrets.stream().filter(text::contains).forEach(secret -> found.add(name.toString()));
        }
      }
    }
    Process ps = new ProcessBuilder("ps", "-eww", "-o", "args").start();
    String processes = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    secrets.stream().filter(processes::contains).forEach(secret -> found.add("processes"));

    assertThat(found).as("files with a secret").isEmpty();
    for (String name : WITH_SECRETS) {
      Path file = config.home().resolve(name);
      if (!name.startsWith("prometheus") || config.prometheus()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(name)
            .allMatch(right -> right.name().startsWith("OWNER"));
      }
    }
  }

  private List<String> secrets() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (Identity identity : Identity.values()) {
      Properties own = new Properties();
      try (var reader = Files.newBufferedReader(security.of(identity).secretsFile())) {
        own.load(reader);
      }
      own.values().forEach(secret -> secrets.add(secret.toString()));
    }
    assertThat(secrets).hasSizeGreaterThan(20);
    return secrets;
  }
}
