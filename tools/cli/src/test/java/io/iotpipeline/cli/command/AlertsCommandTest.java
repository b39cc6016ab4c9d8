package io.iotpipeline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AlertsCommandTest {

  @TempDir private Path folder;
  private Path file;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write_a_file_with_one_invalid_row() throws IOException {
    file = folder.resolve("readings.csv");
    Files.writeString(file, "time,temp\n2024-01-01 00:00:00,20\n2024-01-01 00:05:00,none\n");
  }

  @Test
  void evaluate_prints_the_report_and_the_number_of_skipped_rows() {
    assertThat(evaluate("--windows", "default")).isZero();

    assertThat(out.toString())
        .contains("temp: 1 readings", "window 2013-12-10T06:25:00Z to 2013-12-12T05:35:00Z");
    assertThat(err.toString()).startsWith("skipped 1 rows");
  }

  @Test
  void evaluate_reads_windows_from_a_file() throws IOException {
    Path windows = folder.resolve("windows.csv");
    Files.writeString(windows, "begin,end\n2024-01-05T23:00:00Z,2024-01-06T23:00:00Z\n");

    assertThat(evaluate("--windows", windows.toString())).isZero();

    assertThat(out.toString()).contains("2024-01-05T23:00:00Z to 2024-01-06T23:00:00Z: not found");
  }

  @Test
  void a_missing_column_exits_with_1_and_lists_the_columns() {
    assertThat(evaluate("--sensor-column", "device")).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("'device' not found", "time, temp");
  }

  @Test
  void a_missing_windows_file_exits_with_1_and_is_named() {
    assertThat(evaluate("--windows", "none.csv")).isEqualTo(1);

    assertThat(err.toString()).contains("none.csv");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void invalid_arguments_exit_with_2_and_the_usage() {
    assertThat(evaluate("--windows")).isEqualTo(2);

    assertThat(err.toString()).contains("--windows", "Usage: alerts evaluate");
  }

  @Test
  void help_exits_with_0_and_lists_all_options() {
    assertThat(execute("evaluate", "--help")).isZero();

    assertThat(out.toString())
        .contains("--file", "--time-column", "--metric", "--sensor-column", "--windows")
        .contains("Exit codes:");
  }

  private int evaluate(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", "--file", file.toString()));
    arguments.addAll(List.of("--time-column", "time", "--metric", "temp"));
    arguments.addAll(List.of(more));
    return execute(arguments.toArray(new String[0]));
  }

  private int execute(String... arguments) {
    return new CommandLine(new AlertsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
