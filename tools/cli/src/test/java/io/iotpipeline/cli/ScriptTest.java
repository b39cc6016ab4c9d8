package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./pipeline} in a checkout that has not been built. */
class ScriptTest {

  private static final String HELP = "tools/cli/src/main/help.txt";

  @TempDir private Path checkout;
  @TempDir private Path home;

  /** What the script printed, on both streams. */
  private record Result(int exitCode, String text) {}

  @BeforeEach
  void copy() throws IOException {
    Path root = Path.of("../..");
    Files.copy(root.resolve("pipeline"), checkout.resolve("pipeline"));
    Files.createDirectories(checkout.resolve(HELP).getParent());
    Files.copy(root.resolve(HELP), checkout.resolve(HELP));
  }

  private Result run(String... args) throws Exception {
    ProcessBuilder command = new ProcessBuilder("sh", checkout.resolve("pipeline").toString());
    command.command().addAll(List.of(args));
    command.environment().put("PIPELINE_HOME", home.toString());
    Process script = command.redirectErrorStream(true).start();
    String text = new String(script.getInputStream().readAllBytes(), UTF_8);
    return new Result(script.waitFor(), text);
  }

  private void serverWithPid(long pid) throws IOException {
    Path kafka = Files.createDirectories(home.resolve("kafka"));
    Files.writeString(kafka.resolve("process.json"), "{\"pid\":" + pid + ",\"startedMillis\":1}");
  }

  @Test
  void status_says_that_nothing_runs() throws Exception {
    assertThat(run("status"))
        .isEqualTo(
            new Result(
                1,
                "Nothing runs, and the pipeline is not built: ./pipeline up builds and starts"
                    + " it.\n"));
  }

  @Test
  void status_names_the_servers_that_run() throws Exception {
    serverWithPid(ProcessHandle.current().pid());

    Result status = run("status");

    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.text())
        .startsWith("kafka runs (process " + ProcessHandle.current().pid() + ")\n")
        .endsWith("./pipeline up builds it.\n");
  }

  @Test
  void a_server_whose_process_has_ended_does_not_run() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    serverWithPid(ended.pid());

    assertThat(run("status").text()).startsWith("Nothing runs");
  }

  @Test
  void a_misspelled_verb_starts_no_build() throws Exception {
    assertThat(run("dmeo", "--once"))
        .isEqualTo(new Result(2, "There is no verb dmeo\nSee ./pipeline --help\n"));
  }

  @Test
  void help_needs_no_build() throws Exception {
    String help = Files.readString(checkout.resolve(HELP));

    assertThat(run("--help")).isEqualTo(new Result(0, help));
    assertThat(run()).isEqualTo(new Result(0, help));
  }
}
