package io.iotpipeline.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of two machines, of which one is ten degrees hotter on the sixth day. */
class AlertEvaluationMainTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void windows_are_found_or_not_and_the_rest_is_counted_by_the_day() throws IOException {
    Path windows =
        write(
            "windows.csv",
            """
            begin,end
            2024-01-05T23:00:00Z,2024-01-06T23:00:00Z
            2024-01-04T12:00:00Z,2024-01-04T13:00:00Z
            """);

    int exitCode = evaluate("--sensor-column", "machine", "--windows", windows.toString());

    assertThat(exitCode).isZero();
    assertThat(out.toString(UTF_8))
        .contains("hot: 2,016 readings", "even: 2,016 readings")
        .contains("2024-01-05T23:00:00Z to 2024-01-06T23:00:00Z: found 2.0 h after it begins")
        .contains("2024-01-04T12:00:00Z to 2024-01-04T13:00:00Z: not found")
        .contains("alerts outside windows: 0 in 6.0 days, 0.00 a day")
        // The step back is one too: by then the level has come half way.
        .contains("alerts outside windows: 1 in 6.0 days, 0.17 a day");
    assertThat(err.toString(UTF_8)).contains("1 rows without a time or a value");
  }

  @Test
  void a_missing_column_is_told_with_those_that_exist() throws IOException {
    int exitCode = evaluate("--sensor-column", "device");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("no column 'device'", "time, machine, temp");
  }

  @Test
  void wrong_arguments_are_answered_with_the_usage() throws IOException {
    int exitCode = evaluate("--windows");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("Usage:");
  }

  private int evaluate(String... more) throws IOException {
    Path file = write("readings.csv", readings());
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--file", file.toString(), "--time-column", "time", "--metric", "temp"));
    args.addAll(List.of(more));
    return AlertEvaluationMain.run(args, stream(out), stream(err));
  }

  private static String readings() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("time,machine,temp\n2024-01-01 00:00:00,even,none\n");
    for (int i = 0; i < 7 * 288; i++) {
      Instant time = START.plusSeconds(i * 300L);
      double hot = i >= 5 * 288 && i < 6 * 288 ? 30 : 20;
      text.append(time.getEpochSecond()).append(".5,even,").append(20 + random.nextGaussian());
      text.append('\n').append(time).append(",hot,").append(hot + random.nextGaussian());
      text.append('\n');
    }
    return text.toString();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }
}
