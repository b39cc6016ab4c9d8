package io.iotpipeline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.send.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Invalid arguments and their error messages. Needs no server. */
class CommandLineTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simulate --rate -1                        | is not a number >= 0",
        "simulate --rate fast                      | --rate",
        "simulate --sensors 0                      | --sensors 0",
        "simulate --events 0                       | --events 0",
        "simulate --duration 60                    | 90s, 5m, 1h30m",
        "simulate --duration 0s                    | 90s, 5m, 1h30m",
        "simulate --duration 1m --events 5         | mutually exclusive",
        "simulate --bad 101%                       | is not a percentage",
        "simulate --start tomorrow                 | 2026-03-29T00:00:00Z",
        "simulate --sensrs 5                       | --sensors",
        "simulate -X acks                          | KEY=VALUE",
        "replay --time-column ts --sensor-id a     | --file",
        "replay --file f --sensor-id a             | --time-column",
        "replay --file f --time-column ts          | --sensor-column",
        "replay --file f --time-column ts --sensor-id a --sensor-column b | mutually exclusive",
        "replay --file f --time-column ts --sensor-id a --rejects ./f     | would overwrite",
        "''                                        | Missing required subcommand"
      })
  void invalid_arguments_exit_with_2_and_a_message(String arguments, String message) {
    assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" +"))).isEqualTo(2);

    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "simulate --help", "replay --help"})
  void help_exits_with_0(String arguments) {
    assertThat(execute(arguments.split(" "))).isZero();

    assertThat(out.toString()).contains("Usage: producer");
  }

  @Test
  void a_missing_file_exits_with_1_and_one_line() {
    int exitCode =
        execute("replay", "--file", "none.csv", "--time-column", "ts", "--sensor-id", "a");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("none.csv");
  }

  @Test
  void a_missing_column_exits_with_1_and_lists_the_columns() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "when,value\n1,2\n");

    int exitCode =
        execute("replay", "--file", file.toString(), "--time-column", "ts", "--sensor-id", "a");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("'ts'", "when, value");
  }

  @Test
  void an_invalid_kafka_setting_exits_with_2_and_is_named() {
    assertThat(execute("simulate", "--events", "1", "-X", "request.timeout.ms=soon")).isEqualTo(2);

    assertThat(err.toString()).contains("request.timeout.ms", "soon");
  }

  @Test
  void an_unreachable_broker_exits_with_1_within_seconds() {
    long startNanos = System.nanoTime();

    int exitCode = execute("simulate", "--events", "1", "--bootstrap-servers", "localhost:1");

    assertThat(exitCode).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(15));
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("localhost:1", "does not answer", "./pipeline up");
  }

  private int execute(String... arguments) {
    CommandLine command = ProducerMain.commandLine(new StopSignal());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
