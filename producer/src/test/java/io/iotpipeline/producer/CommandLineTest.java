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
        "simulate --sensors 0                      | '0' is not a whole number from 1",
        "simulate --events 0                       | '0' is not a whole number from 1",
        "simulate --duration 60                    | 90s, 5m, 1h30m",
        "simulate --duration 0s                    | 90s, 5m, 1h30m",
        "simulate --duration 1m --events 5         | mutually exclusive",
        "simulate --bad 101%                       | is not a percentage",
        "simulate --start tomorrow                 | 2026-03-29T00:00:00Z",
        "simulate --sensrs 5                       | --sensors",
        "simulate --via coap                       | is not kafka, http or mqtt",
        "simulate --gateway http://a:1             | --gateway needs --via http or mqtt",
        "simulate --via http --gateway mqtt://a:1  | expected a URL such as http://127.0.0.1:8094",
        "simulate --via mqtt --gateway 127.0.0.1   | expected a URL such as mqtt://127.0.0.1:1883",
        "simulate -X acks                          | KEY=VALUE",
        "replay --time-column ts --sensor-id a     | --file",
        "replay --file none.csv --sensor-id a      | no such file",
        "replay --file pom.xml                     | --sensor-column",
        "replay --file f --sensor-id a --sensor-column b        | mutually exclusive",
        "replay --file pom.xml --sensor-id a --rejects ./pom.xml | would overwrite",
        "replay --file f --sensor-id a --metric-column m        | --value-column",
        "replay --file pom.xml --sensor-id a --metric-column m --value-column v --metrics x | --metrics",
        "replay --file f --sensor-id a --time-zone Berlin       | Europe/Berlin",
        "replay --file f --sensor-id a --time-format b          | dd/MM/yyyy",
        "replay --file f --sensor-id a --delimiter ab           | 'tab'",
        "replay --file f --sensor-id a --encoding x             | ISO-8859-1",
        "replay --file f --sensor-id a --skip-lines -1         | is not a number of lines",
        "replay --file f --sensor-id a --decimal dot            | point nor comma",
        "''                                        | Missing required subcommand"
      })
  void invalid_arguments_exit_with_2_and_a_message(String arguments, String message) {
    assertThat(execute(arguments.isEmpty() ? new String[0] : arguments.split(" +"))).isEqualTo(2);

    assertThat(err.toString()).contains(message).containsPattern("See producer.* --help");
    assertThat(err.toString().lines()).hasSizeLessThan(4);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "simulate --help", "replay --help"})
  void help_exits_with_0(String arguments) {
    assertThat(execute(arguments.split(" "))).isZero();

    assertThat(out.toString()).contains("Usage: producer");
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
  void a_link_to_the_input_is_no_file_for_rejects() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "time,value\n2024-01-31,2\n");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
    Path twin = Files.createLink(folder.resolve("twin.csv"), file);

    assertThat(execute("replay", "--file=" + file, "--sensor-id=a", "--rejects=" + link))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is a symbolic link");
    assertThat(execute("replay", "--file=" + file, "--sensor-id=a", "--rejects=" + twin))
        .isEqualTo(2);
    assertThat(err.toString()).contains("would overwrite the input");
    assertThat(file).hasContent("time,value\n2024-01-31,2\n");
  }

  @Test
  void a_dry_run_needs_no_server_and_shows_what_was_recognized() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("file.csv"),
            """
            Zeit;Gerät;Temperatur;Status
            01.02.2024 12:00;S1;21,5;ok
            31.01.2024 12:00;S2;-;ok
            30.01.2024 12:00;S2;2,5;ok
            """);

    assertThat(execute("replay", "--file=" + file, "--dry-run")).isZero();

    assertThat(out.toString())
        .contains(
            "delimiter  semicolon",
            "decimal    comma",
            "times      Zeit, format d.M.uuuu",
            "time zone  UTC (assumed: the times have no offset; --time-zone changes it)",
            "order      not by time: sorted before sending",
            "metrics    Temperatur",
            "left out   Gerät, Status (no numbers)",
            "sensor     ? (set --sensor-column or --sensor-id)",
            "missing    1 missing values (- 1)",
            "2024-02-01T12:00:00Z  ?  Temperatur=21.5",
            "rejected: line 3: no metric has a value: 31.01.2024 12:00;S2;-;ok",
            "2 events would be sent, 1 rows rejected.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_dry_run_shows_the_first_events_in_the_order_of_sending() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("file.csv"),
            """
            time,temp
            2024-02-05T12:00:00Z,5
            2024-02-04T12:00:00Z,18.899999618530273
            2024-02-03T12:00:00Z,3
            2024-02-02T12:00:00Z,2
            """);

    assertThat(execute("replay", "--file=" + file, "--sensor-id=s", "--dry-run")).isZero();

    assertThat(out.toString().lines().filter(line -> line.contains("temp=")))
        .containsExactly(
            "2024-02-02T12:00:00Z  s  temp=2",
            "2024-02-03T12:00:00Z  s  temp=3",
            "2024-02-04T12:00:00Z  s  temp=18.9");
    assertThat(out.toString()).contains("... 1 more").doesNotContain("time zone");
  }

  @Test
  void a_dry_run_notes_local_times_that_are_read_as_utc() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "time,temp\n2999-01-01 12:00,5\n");

    assertThat(execute("replay", "--file=" + file, "--sensor-id=s", "--dry-run")).isZero();
    assertThat(out.toString())
        .contains("1 reading is later than now (the last one is of 2999-01-01T12:00:00Z)")
        .contains("set --time-zone");
  }

  /** What is accepted at a wrong time stays, so nothing is sent. */
  @Test
  void local_times_of_the_future_need_a_zone() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "time,temp\n2999-01-01 12:00,5\n");

    assertThat(execute("replay", "--file=" + file, "--sensor-id=s")).isEqualTo(1);
    assertThat(err.toString())
        .contains("the newest one is 2999-01-01T12:00:00Z", "later than now", "--time-zone UTC")
        .doesNotContain("Kafka");

    assertThat(
            execute(
                "replay",
                "--file=" + file,
                "--sensor-id=s",
                "--time-zone=UTC",
                "--bootstrap-servers=127.0.0.1:1",
                "--no-wait"))
        .isNotZero();
    assertThat(err.toString()).contains("Kafka at");
  }

  /** As InfluxDB exports it; column result is empty. */
  @Test
  void a_dry_run_notes_that_a_file_probably_has_one_value_in_a_row() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("file.csv"),
            """
            result,_time,_value,_field,host
            ,2024-02-05T12:00:00Z,5,temp,a
            ,2024-02-05T12:00:00Z,50,hum,a
            """);

    assertThat(execute("replay", "--file=" + file, "--dry-run")).isZero();
    assertThat(out.toString())
        .contains(
            "metrics    _value",
            "left out   result, _field, host (no numbers)",
            "add --metric-column=_field --value-column=_value");

    assertThat(
            execute(
                "replay",
                "--file=" + file,
                "--dry-run",
                "--metric-column=_field",
                "--value-column=_value",
                "--sensor-column=host"))
        .isZero();
    assertThat(out.toString()).contains("a  temp=5", "a  hum=50");
    assertThat(out.toString().split("add --metric-column")).hasSize(2);
  }

  @Test
  void a_misspelled_option_is_named_also_if_a_required_one_is_missing() {
    assertThat(execute("replay", "--fil", "a.csv")).isEqualTo(2);

    assertThat(err.toString()).contains("Unknown option: '--fil'", "--file");
  }

  @Test
  void a_file_with_a_header_only_is_reported() throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), "time,temp\n");

    assertThat(execute("replay", "--file=" + file, "--dry-run")).isEqualTo(1);

    assertThat(err.toString()).contains("has no row below its header, which is line 1");
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
