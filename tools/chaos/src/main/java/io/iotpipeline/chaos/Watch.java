package io.iotpipeline.chaos;

import io.iotpipeline.chaos.fault.GroupProgress;
import io.iotpipeline.chaos.load.Load;
import io.iotpipeline.chaos.sample.Sample;
import io.iotpipeline.chaos.sample.Sampler;
import io.iotpipeline.chaos.stack.ChaosStack;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Samples the servers every five seconds, in a soak run with a collection of their garbage every
 * thirty, and prints a line of progress every fifteen.
 */
final class Watch implements AutoCloseable {

  private static final int SAMPLE_SECONDS = 5;
  private static final int SAMPLES_PER_LINE = 3;
  private static final int SAMPLES_PER_COLLECTION = 6;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<Sample> samples = new ArrayList<>();
  private final Sampler sampler;
  private final boolean soak;
  private final Load load;
  private final GroupProgress progress;
  private final LongSupplier clockMs;
  private final PrintStream out;

  Watch(
      ChaosStack stack,
      boolean soak,
      Load load,
      GroupProgress progress,
      LongSupplier clockMs,
      PrintStream out) {
    this.sampler = new Sampler(stack.servers());
    this.soak = soak;
    this.load = load;
    this.progress = progress;
    this.clockMs = clockMs;
    this.out = out;
  }

  /** Begins to sample. */
  Watch start() {
    var unused =
        timer.scheduleAtFixedRate(this::look, SAMPLE_SECONDS, SAMPLE_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  private void look() {
    try {
      int number = samples().size() + 1;
      Map<String, Sample.Usage> usages =
          sampler.sample(soak && number % SAMPLES_PER_COLLECTION == 0);
      Sample sample = new Sample(clockMs.getAsLong(), load.acknowledged(), usages);
      synchronized (samples) {
        samples.add(sample);
      }
      if (number % SAMPLES_PER_LINE != 0) {
        return;
      }
      Optional<GroupProgress.Position> position = progress.now();
      out.printf(
          "%7.1f s  acknowledged %,d, %s, memory of all servers %,d MB%n",
          sample.atMs() / 1e3,
          sample.acknowledged(),
          position.map(each -> "lag of the app %,d".formatted(each.lag())).orElse("no broker"),
          usages.values().stream().mapToLong(Sample.Usage::memoryKb).sum() / 1024);
    } catch (IOException e) {
      out.println("cannot sample: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
