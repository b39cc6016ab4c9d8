package io.iotpipeline.vertxserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ServerCommandTest {

  private static final ServerKeys KEYS =
      new ServerKeys("server", ServerKeys.common(), List.of("kafka."));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(ServerCommand.Run run, String... args) {
    return ServerCommand.of(KEYS, "Serves.", "A setting of Kafka.", run)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void runs_the_server_with_its_options_and_returns_its_code() {
    AtomicReference<Path> file = new AtomicReference<>();
    AtomicReference<Map<String, String>> options = new AtomicReference<>();

    int code =
        execute(
            (given, settings) -> {
              file.set(given);
              options.set(settings);
              return 7;
            },
            "--config=a.properties",
            "--bootstrap-servers=k:1",
            "--set=kafka.linger.ms=9");

    assertThat(code).isEqualTo(7);
    assertThat(file).hasValue(Path.of("a.properties"));
    assertThat(options).hasValue(Map.of("bootstrap.servers", "k:1", "kafka.linger.ms", "9"));
  }

  @Test
  void an_invalid_setting_ends_with_code_2_and_its_message() {
    int code =
        execute(
            (file, options) -> {
              throw new ConfigException("max.things is too small");
            });

    assertThat(code).isEqualTo(2);
    assertThat(err.toString().strip()).isEqualTo("server: max.things is too small");
  }

  @Test
  void a_problem_at_start_ends_with_code_1_and_its_message() {
    int code =
        execute(
            (file, options) -> {
              throw new StartupException("Kafka does not answer", null);
            });

    assertThat(code).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("server: Kafka does not answer");
  }

  @Test
  void help_has_the_settings_but_no_passwords_and_runs_nothing() {
    int code =
        execute(
            (file, options) -> {
              throw new AssertionError("runs");
            },
            "--help");

    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Serves.", "SERVER_HTTP_LISTEN", "--bootstrap-servers=", "Exit codes:")
        .doesNotContain("--http-metrics-token", "--http-ssl-keystore-password");
  }
}
