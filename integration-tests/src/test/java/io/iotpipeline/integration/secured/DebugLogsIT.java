package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.stack.DebugStack;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No secret gets out, even if the servers log at the level DEBUG. */
@Tag("chaos")
@ExtendWith(DebugStack.class)
class DebugLogsIT {

  private final TestStack stack;
  private final DevStackConfig config;

  DebugLogsIT(TestStack stack) {
    this.stack = stack;
    this.config = stack.config();
  }

  @Test
  void no_secret_is_in_a_log_after_a_full_run() throws Exception {
    stack.verbs().succeed("simulate", "--sensors", "10", "--rate", "0", "--events", "500");
    for (String via : List.of("http", "mqtt")) {
      stack.verbs().succeed("simulate", "--via", via, "--rate", "0", "--events", "500");
    }
    stack.verified();
    stack.verbs().run("status");
    stack.verbs().run("doctor");
    stack.verbs().succeed("query", "events", "sensor-00001");
    stack.verbs().succeed("query", "hourly", "sensor-00001");
    stack.verbs().succeed("cql", "SELECT count(*) FROM iot.sensor_events");
    stack.verbs().succeed("kafka", "topics", "--list");
    stack.verbs().succeed("up");

    List<String> servers =
        List.of("kafka", "connect", "cassandra", "registry", "streams-app-1", "gateway", "api");
    for (String server : servers) {
      Path log = config.home().resolve(server).resolve(server + ".log");
      assertThat(Files.readString(log)).as(server).contains("DEBUG");
      assertNothingRotatedAway(log);
    }
    assertThat(new SecretSearch(config).found()).isEmpty();
  }

  /** Otherwise a secret could have been in what is gone. */
  private static void assertNothingRotatedAway(Path log) throws IOException {
    assertThat(log.resolveSibling(log.getFileName() + ".4")).doesNotExist();
  }
}
