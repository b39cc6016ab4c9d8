package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.Progress;
import io.iotpipeline.integration.stack.ReadSide;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.SteadyLoad;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several instances of the streams app. */
@Tag("slow")
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class ScaleOutIT {

  /**
   * The session of a killed instance ends after 10 s. Then its partitions move, and their state is
   * restored; the rest is for a slow machine.
   */
  private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(60);

  private final TestStack stack;
  private final Verbs verbs;

  ScaleOutIT(TestStack stack) {
    this.stack = stack;
    this.verbs = stack.verbs();
  }

  @AfterAll
  void restore() {
    stack.restore();
  }

  @Test
  void three_instances_of_which_one_is_killed_lose_nothing_and_answer_for_every_sensor()
      throws Exception {
    verbs.succeed("up", "--streams-apps=3", "--free-ports");
    List<String> sensors = IntStream.range(0, 100).mapToObj("crash-%05d"::formatted).toList();
    ReadSide survivor = new ReadSide(stack.server("streams-app-1").address(), sensors);
    List<ReadSide.Round> rounds = new ArrayList<>();
    AtomicLong sent = new AtomicLong();

    Change change =
        stack.changeBy(
            () -> {
              try (SteadyLoad load = new SteadyLoad(stack.config(), "crash-", sensors.size(), 300);
                  Progress progress = new Progress(stack.pipeline())) {
                progress.awaitValidated(600);
                survivor.awaitAllActive(Waits.LIMIT);

                verbs.succeed("kill", "streams-app-2");
                long killed = System.nanoTime();
                rounds.addAll(survivor.awaitAllActive(TAKEOVER_LIMIT));
                TestLog.print(
                    ("one instance of three killed: active instances answer for every sensor again"
                            + " after %.1f s; the first round was %s, and at most %d of %d sensors were"
                            + " not answered in a round")
                        .formatted(
                            TestLog.secondsSince(killed),
                            rounds.get(0),
                            rounds.stream()
                                .mapToInt(ReadSide.Round::unavailable)
                                .max()
                                .orElseThrow(),
                            sensors.size()));
                verbs.succeed("up");
                sent.set(load.stop());
              }
            });

    assertThat(rounds.get(0).allActive()).as("the killed instance had no sensors").isFalse();
    assertThat(rounds).extracting(ReadSide.Round::unknown).containsOnly(0);
    survivor.awaitAllActive(Waits.LIMIT);
    assertThat(change.of("sensor-events")).isEqualTo(sent.get());
    assertThat(change.of("rejected-events")).isPositive();
  }

  @Test
  void instances_that_are_no_longer_required_stop_and_the_first_takes_over() throws Exception {
    String up = verbs.succeed("up", "--streams-apps=3", "--free-ports");

    verbs.succeed("up", "--streams-apps=1");

    JsonNode status =
        Waits.await("two threads of one instance process all twelve partitions")
            .until(
                () -> new ObjectMapper().readTree(verbs.run("status", "--json").text()),
                now -> partitions(now).size() == 2 && sum(partitions(now)) == 12);
    assertThat(up).contains("kafka         already running", "connect       already running");
    assertThat(status.path("services").findValuesAsText("name"))
        .contains("streams-app-1")
        .doesNotContain("streams-app-2", "streams-app-3");
    assertThat(stack.home().resolve("streams-app-3/process.json")).doesNotExist();
  }

  /** The number of partitions of each thread. */
  private static List<Integer> partitions(JsonNode status) {
    return status.path("streams_app").findValues("partitions").stream()
        .map(JsonNode::size)
        .toList();
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }
}
