package io.iotpipeline.benchmarks.api;

import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.benchmarks.pipeline.Latencies;
import io.iotpipeline.benchmarks.pipeline.PipelineBenchmark;
import io.iotpipeline.benchmarks.streams.EventFiller;
import io.iotpipeline.benchmarks.streams.Workload;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Measures how fast the read API answers while events come in, on a stack of its own. */
public final class ApiBenchmark {

  /** Sensors that have readings in each hour of {@link Question#HISTORY}. */
  private static final int SENSORS_WITH_HISTORY = 20;

  private static final int READINGS_PER_HOUR = 2;
  private static final int METRICS = 2;
  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(5);

  /** So that the JIT compiler of the API has seen each question often. */
  private static final int WARM_UP_CLIENTS = 16;

  private static final Duration WARM_UP_PAUSE = Duration.ofMillis(20);
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  private final DevStackConfig config;
  private final DevStack stack;
  private final int sensors;
  private final int rate;
  private final PipelineBenchmark pipeline;
  private final PrintStream out;

  /**
   * What was measured at the same time.
   *
   * @param rows from sending an event to reading its row
   * @param answers of the clients; empty if there was none
   */
  public record Result(Latencies rows, Map<Question, Answers> answers) {}

  /**
   * @param sensors that send, in turn
   * @param rate events per second that come in
   */
  public ApiBenchmark(DevStackConfig config, int sensors, int rate, PrintStream out) {
    this.config = config;
    this.stack = new DevStack(config, out);
    this.sensors = sensors;
    this.rate = rate;
    this.pipeline =
        new PipelineBenchmark(config, new Workload(0, sensors, METRICS, Duration.ZERO, 0), out);
    this.out = out;
  }

  /** Starts the stack, writes the readings of a month, and warms the API up. */
  public void start() throws Exception {
    stack.up();
    long hours = Question.HISTORY.toHours();
    new EventFiller(config, out)
        .fill(
            new Workload(
                hours * READINGS_PER_HOUR * SENSORS_WITH_HISTORY,
                SENSORS_WITH_HISTORY,
                METRICS,
                Question.HISTORY,
                0));
    Verification verification =
        new SettledVerification(config.pipeline(), () -> {}, out).verify(SETTLE_TIMEOUT);
    if (!verification.ok()) {
      throw new IllegalStateException("the rows are not those of the events: " + verification);
    }
    try (ApiLoad load = load(WARM_UP_CLIENTS, WARM_UP_PAUSE)) {
      pipeline.steady(rate, WARM_UP);
      load.stop();
    }
  }

  /** Measures the rows while nobody asks. */
  public Result alone(Duration duration) throws Exception {
    return new Result(pipeline.steady(rate, duration), Map.of());
  }

  /**
   * Measures answers and rows.
   *
   * @param pause of each client between an answer and its next question
   */
  public Result withClients(int clients, Duration pause, Duration duration) throws Exception {
    try (ApiLoad load = load(clients, pause)) {
      Latencies rows = pipeline.steady(rate, duration);
      return new Result(rows, load.stop());
    }
  }

  private ApiLoad load(int clients, Duration pause) {
    return new ApiLoad(config.ports().api(), clients, pause, this::sensor);
  }

  private String sensor(Question question) {
    int known = question == Question.MONTH ? SENSORS_WITH_HISTORY : sensors;
    return "sensor-%06d".formatted(ThreadLocalRandom.current().nextInt(known));
  }
}
