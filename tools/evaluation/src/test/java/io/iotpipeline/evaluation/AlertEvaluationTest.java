package io.iotpipeline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.options.CsvFormatOptions;
import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.producer.text.CsvInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Evaluates a file of two machines. One of them is ten degrees hotter on the sixth day. */
class AlertEvaluationTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void reports_first_alert_of_each_window_and_rate_outside() throws IOException {
    List<FailureWindow> windows =
        FailureWindow.read(
            write(
                "windows.csv",
                """
                begin,end
                2024-01-05T23:00:00Z,2024-01-06T23:00:00Z
                2024-01-04T12:00:00Z,2024-01-04T13:00:00Z
                """));

    AlertEvaluation evaluation = evaluate(readings(), "machine");

    assertThat(report(windows, evaluation))
        .contains("hot: 2,016 readings", "even: 2,016 readings")
        .contains("2024-01-05T23:00:00Z to 2024-01-06T23:00:00Z: found 2.0 h after its start")
        .contains("2024-01-04T12:00:00Z to 2024-01-04T13:00:00Z: not found")
        .contains("alerts outside windows: 0 in 6.0 days, 0.00 per day")
        // The return to normal raises one alert, because the level has moved half way.
        .contains("alerts outside windows: 1 in 6.0 days, 0.17 per day");
    assertThat(evaluation.invalidRows()).isEqualTo(1);
  }

  @Test
  void without_sensor_column_all_rows_are_one_sensor_named_after_the_metric() throws IOException {
    AlertEvaluation evaluation = evaluate("time,temp\n2024-01-01 00:00:00,20\n", null);

    assertThat(report(List.of(), evaluation))
        .startsWith("temp: 1 readings")
        .contains("0 in 0.0 days, no rate");
  }

  @Test
  void a_quoted_cell_can_contain_a_comma() throws IOException {
    AlertEvaluation evaluation =
        evaluate("time,machine,temp\n2024-01-01 00:00:00,\"hall, north\",20\n", "machine");

    assertThat(evaluation.sensors()).containsOnlyKeys("hall, north");
  }

  @Test
  void a_decimal_comma_is_read_and_not_a_truncated_value() throws IOException {
    String rows = "2024-01-01 00:00:00;even;12,5\n2024-01-01 00:05:00;even;12,7\n";

    AlertEvaluation evaluation = evaluate("time;machine;temp\n" + rows, "machine");

    assertThat(evaluation.invalidRows()).isZero();
    assertThat(report(List.of(), evaluation)).startsWith("even: 2 readings");
  }

  @Test
  void a_file_that_is_newest_first_is_read_by_time() throws IOException {
    List<String> lines = readings().lines().toList();
    List<String> newestFirst = new ArrayList<>(lines.subList(1, lines.size()));
    Collections.reverse(newestFirst);

    AlertEvaluation evaluation =
        evaluate(lines.get(0) + "\n" + String.join("\n", newestFirst), "machine");

    assertThat(report(List.of(), evaluation))
        .isEqualTo(report(List.of(), evaluate(readings(), "machine")));
  }

  @Test
  void the_error_for_a_missing_column_lists_the_columns_of_the_file() {
    assertThatThrownBy(() -> evaluate(readings(), "device"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'device' not found")
        .hasMessageContaining("time, machine, temp");
  }

  @Test
  void the_error_for_an_invalid_window_names_its_line() throws IOException {
    Path windows = write("windows.csv", "begin,end\n2024-01-05T23:00:00Z,soon\n");

    assertThatThrownBy(() -> FailureWindow.read(windows))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("soon");
  }

  @Test
  void the_default_windows_are_the_four_failures_of_machine_temperature() {
    assertThat(FailureWindow.ofMachineTemperature())
        .hasSize(4)
        .first()
        .isEqualTo(
            new FailureWindow(
                Instant.parse("2013-12-10T06:25:00Z"), Instant.parse("2013-12-12T05:35:00Z")));
  }

  private AlertEvaluation evaluate(String csv, String sensorColumn) throws IOException {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs("--time-column=time");
    CsvOptions options =
        arguments.format.resolve(
            sensorColumn, sensorColumn == null ? "temp" : null, List.of("temp"), null, null);
    try (CsvInput input = CsvInput.open(write("readings.csv", csv))) {
      return AlertEvaluation.of(CsvFile.open(input, options), "temp");
    }
  }

  @CommandLine.Command
  private static final class Arguments {
    @CommandLine.Mixin private CsvFormatOptions format;
  }

  private static String report(List<FailureWindow> windows, AlertEvaluation evaluation) {
    StringWriter text = new StringWriter();
    new EvaluationReport(windows, new PrintWriter(text)).print(evaluation);
    return text.toString();
  }

  private static String readings() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("time,machine,temp\n2024-01-01 00:00:00,even,warm\n");
    for (int i = 0; i < 7 * 288; i++) {
      Instant time = START.plusSeconds(i * 300L);
      double hot = i >= 5 * 288 && i < 6 * 288 ? 30 : 20;
      text.append(time).append(",even,").append(20 + random.nextGaussian()).append('\n');
      text.append(time).append(",hot,").append(hot + random.nextGaussian());
      text.append('\n');
    }
    return text.toString();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
