package io.iotpipeline.integration.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.CsvFile;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.nio.file.Path;
import java.util.Map;
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
              file.replay(stack.verbs());
              file.replay(stack.verbs());
            });

    assertThat(file.rejects()).content().contains("not a number");
    assertThat(change.of("sensor-events")).isEqualTo(2 * CsvFile.EVENTS);
    assertThat(change.of("sensor_events rows")).isEqualTo(CsvFile.DISTINCT);
    assertThat(change.rejections())
        .isEqualTo(Map.of("DUPLICATE", 2L * CsvFile.EVENTS - CsvFile.DISTINCT));
  }
}
