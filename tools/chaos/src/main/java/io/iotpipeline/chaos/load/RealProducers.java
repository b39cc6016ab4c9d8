package io.iotpipeline.chaos.load;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.server.ProducerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Processes of the project's own producer. They are idempotent and wait as long as the broker is
 * away, so at the end every record that they have sent must be acknowledged.
 */
public final class RealProducers implements AutoCloseable {

  private static final Pattern TOTALS =
      Pattern.compile("sent (\\d+), acknowledged (\\d+), failed (\\d+), [^\\r\\n]*");

  /** Longer than any run without the broker. */
  private static final String PATIENCE_MS = "3600000";

  private record Running(Process process, Path log, ProducerProcess command) {}

  /** What the producers say at their end. */
  public record Totals(long sent, long acknowledged, long failed) {}

  private final DevStackConfig config;
  private final List<Running> running = new ArrayList<>();

  public RealProducers(DevStackConfig config) {
    this.config = config;
  }

  /**
   * Starts two: one of narrow events, one of events with four metrics.
   *
   * @param rate events per second, of both together
   */
  public void start(double rate, long seed) throws IOException {
    start("narrow", List.of("--rate=" + rate * 0.8, "--sensors=200", "--prefix=real-"), seed);
    start("wide", List.of("--rate=" + rate * 0.2, "--sensors=20", "--prefix=real-w-"), seed + 1);
  }

  private void start(String name, List<String> load, long seed) throws IOException {
    Path folder = Files.createDirectories(config.home().resolve("producers"));
    Path log = folder.resolve(name + ".log");
    List<String> args = new ArrayList<>(load);
    args.addAll(
        List.of(
            "--bad=0.3%",
            "--seed=" + seed,
            "-X",
            "delivery.timeout.ms=" + PATIENCE_MS,
            "-X",
            "max.block.ms=" + PATIENCE_MS));
    if (name.equals("wide")) {
      args.add("--wide");
    }
    ProducerProcess command =
        new ProducerProcess(config.artifacts(), config.pipeline(Identity.DEVICE), "simulate", args)
            .loggingTo(log);
    running.add(new Running(command.start(), log, command));
  }

  /** Whether each has sent; one that has ended before its first event is started again. */
  public boolean allSend() throws IOException {
    boolean all = true;
    for (Running each : List.copyOf(running)) {
      if (lastTotals(each.log()).acknowledged() == 0) {
        all = false;
        if (!each.process().isAlive()) {
          running.remove(each);
          running.add(new Running(each.command().start(), each.log(), each.command()));
        }
      }
    }
    return all;
  }

  /** Records that the producers report as acknowledged up to now, at most some seconds old. */
  public long acknowledged() throws IOException {
    long acknowledged = 0;
    for (Running each : running) {
      acknowledged += lastTotals(each.log()).acknowledged();
    }
    return acknowledged;
  }

  /** Ends them; they wait some seconds for what is not acknowledged yet. */
  public Totals stop() throws IOException, InterruptedException {
    running.forEach(each -> each.process().destroy());
    long sent = 0;
    long acknowledged = 0;
    long failed = 0;
    for (Running each : running) {
      if (!each.process().waitFor(30, TimeUnit.SECONDS)) {
        each.process().destroyForcibly();
      }
      Totals totals = lastTotals(each.log());
      sent += totals.sent();
      acknowledged += totals.acknowledged();
      failed += totals.failed();
    }
    return new Totals(sent, acknowledged, failed);
  }

  private static Totals lastTotals(Path log) throws IOException {
    Matcher matcher = TOTALS.matcher(Files.readString(log));
    Totals last = new Totals(0, 0, 0);
    while (matcher.find()) {
      last =
          new Totals(
              Long.parseLong(matcher.group(1)),
              Long.parseLong(matcher.group(2)),
              Long.parseLong(matcher.group(3)));
    }
    return last;
  }

  @Override
  public void close() {
    running.forEach(each -> each.process().destroyForcibly());
  }
}
