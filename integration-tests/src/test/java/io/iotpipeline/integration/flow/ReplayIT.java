package io.iotpipeline.integration.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.CsvFile;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
              file.replay(stack.verbs());
              assertThat(replay("--file=" + file.path(), "--sensor-column=sensor"))
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
            .mapToObj(i -> last.minus(Duration.ofMinutes(30L * i)) + "," + i % 30 + "\n")
            .collect(Collectors.joining());
    Path file = Files.writeString(folder.resolve("desc.csv"), "time,temp\n" + rows);

    assertThat(replay("--file=" + file, "--sensor-id=newest-first"))
        .contains("read 336 rows, rejected 0", "validated 336, refused 0");
  }

  /** Runs the producer; returns what it prints to standard output. */
  private String replay(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            JavaCommand.ofThisJvm(128)
                .jar(
                    stack.config().artifacts().producerJar(),
                    "replay",
                    "--bootstrap-servers=" + stack.pipeline().bootstrapServers(),
                    "--schema-registry=" + stack.pipeline().registryUrl()));
    command.addAll(List.of(arguments));
    Process producer = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String text = new String(producer.getInputStream().readAllBytes(), UTF_8);
    assertThat(producer.waitFor()).as(text).isZero();
    return text;
  }
}
