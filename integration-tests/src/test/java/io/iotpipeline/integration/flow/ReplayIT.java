package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.CsvFile;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Readings of a CSV file, sent by {@code ./pipeline replay}. */
@ExtendWith(SharedStack.class)
class ReplayIT {

  private final TestStack stack;

  ReplayIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void a_file_that_is_replayed_twice_is_counted_once_and_its_bad_row_is_reported(
      @TempDir Path folder) throws Exception {
    CsvFile file = new CsvFile(folder, "replay");

    Change change =
        stack.changeBy(
            () -> {
              assertThat(file.replay(stack.verbs()))
                  .contains("validated 5, refused 1 (DUPLICATE 1; see");
              assertThat(file.replay(stack.verbs()))
                  .contains("validated 0, refused 6 (DUPLICATE 6; see");
            });

    assertThat(file.rejects()).content().contains("not a number");
    assertThat(change.of("sensor-events")).isEqualTo(2 * CsvFile.EVENTS);
    assertThat(change.of("sensor_events rows")).isEqualTo(CsvFile.DISTINCT);
    assertThat(change.rejections())
        .isEqualTo(Map.of("DUPLICATE", 2L * CsvFile.EVENTS - CsvFile.DISTINCT));
  }

  @Test
  void a_file_that_is_newest_first_counts_whole(@TempDir Path folder) throws Exception {
    Instant last = Instant.parse("2024-05-07T23:30:00Z");
    String rows =
        IntStream.range(0, 336)
            .mapToObj(i -> last.minus(Duration.ofMinutes(30L * i)) + "," + i + "\n")
            .collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("desc.csv"), "time,temp\n" + rows);

    String text = stack.verbs().succeed("replay", "--file=" + file, "--sensor-id=newest-first");

    assertThat(text).contains("read 336 rows, rejected 0", "validated 336, refused 0");
  }
}
