package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code demo} as a process of its own that is ended while it sends. It does not find the program
 * prometheus, which runs all the same. SIGTERM stands for Ctrl-C, which a JVM treats alike: one
 * that a script has started in the background ignores SIGINT.
 */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class DemoIT {

  private final TestStack stack;
  private String printed;
  private List<ProcessHandle> descendants;

  DemoIT(TestStack stack) {
    this.stack = stack;
  }

  @BeforeAll
  void end_it_while_it_sends(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpipeline.root=" + Checkout.ROOT,
                "-Dpipeline.home=" + stack.home(),
                "-cp",
                System.getProperty("java.class.path"),
                PipelineMain.class.getName(),
                "demo",
                "--sensors=5",
                "--rate=20")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("PATH", folder.toString());
    Process demo = command.start();
    try {
      Waits.await("demo has sent events")
          .until(() -> Files.readString(output), text -> text.contains(" s  events "));
      descendants = demo.descendants().toList();
      demo.destroy();
      assertThat(demo.waitFor(Waits.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      demo.destroyForcibly();
      printed = Files.readString(output);
      TestLog.print(printed);
    }
  }

  @Test
  void a_demo_that_is_interrupted_ends_its_producer_and_leaves_the_servers_running() {
    assertThat(printed)
        .contains("The servers are still running: ./pipeline status shows them")
        .doesNotContain("Exception");
    assertThat(descendants).isNotEmpty();
    Waits.await("the producer has ended")
        .until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    for (Server server : new DevStack(stack.config(), System.out).servers()) {
      assertThat(new ServerProcess(server).running()).as(server.name()).isPresent();
    }
    stack.verified();
  }
}
