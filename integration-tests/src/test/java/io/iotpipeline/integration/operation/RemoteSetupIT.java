package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline whose servers were started by somebody else: only their addresses are known. */
@ExtendWith(SharedStack.class)
class RemoteSetupIT {

  private final TestStack stack;

  RemoteSetupIT(TestStack stack) {
    this.stack = stack;
  }

  @AfterEach
  void restore() {
    stack.restore();
  }

  @Test
  void setup_completes_the_running_servers_and_the_verbs_of_its_home_find_them(
      @TempDir Path anotherHome) throws Exception {
    DevStackConfig config = stack.config();
    for (String connector :
        List.of("sensor-events", "hourly-aggregates", "sensor-alerts", "sensors")) {
      new ConnectorSetup(config.pipeline()).remove(connector);
    }
    Verbs verbs = new Verbs(anotherHome);

    String setup =
        verbs.succeed(
            "setup",
            "--bootstrap-servers=" + config.pipeline().bootstrapServers(),
            "--schema-registry-url=" + config.pipeline().registryUrl(),
            "--connect-url=" + config.pipeline().connectUrl(),
            "--cassandra=127.0.0.1:" + config.ports().cassandra());

    assertThat(setup)
        .contains("0 created, 8 already exist", "0 of 6 files", "sensor-events RUNNING");
    assertThat(verbs.awaitSuccess("status"))
        .contains("cassandra", "UP", "hourly-aggregates  RUNNING");
    assertThat(verbs.succeed("verify")).contains("verify ok");
    assertThat(verbs.run("up").text()).contains("set PIPELINE_HOME to another folder");
  }
}
