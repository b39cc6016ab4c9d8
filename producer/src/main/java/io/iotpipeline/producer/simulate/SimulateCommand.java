package io.iotpipeline.producer.simulate;

import io.iotpipeline.producer.options.ConnectionOptions;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.send.RateLimiter;
import io.iotpipeline.producer.send.RecordSender;
import io.iotpipeline.producer.send.SendRun;
import io.iotpipeline.producer.send.StatusLine;
import io.iotpipeline.producer.send.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the readings of simulated sensors. */
@Command(
    name = "simulate",
    description = {
      "Sends the readings of simulated sensors: a daily cycle plus noise. Each sensor measures"
          + " temperature, humidity, pressure or voltage, depending on its id. The same --seed and"
          + " --start give the same events.",
      "Ctrl-C stops the run: pending events are flushed and the summary is printed."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} simulate --duration 60s",
      "  ${ROOT-COMMAND-NAME} simulate --sensors 1000 --rate 0 --events 1000000",
      "  ${ROOT-COMMAND-NAME} simulate --via http --duration 60s",
      "  ${ROOT-COMMAND-NAME} simulate --prefix plant-2- --start 7d --bad 0.3%%"
    })
public final class SimulateCommand implements Callable<Integer> {

  /** A run with a fixed duration that falls behind its rate ends this long after the duration. */
  private static final Duration MAX_OVERRUN = Duration.ofSeconds(1);

  private final StopSignal stop;

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @ArgGroup private RunLength runLength = new RunLength();

  static final class RunLength {
    @Option(
        names = "--duration",
        paramLabel = "TIME",
        converter = OptionConverters.DurationConverter.class,
        description = "Duration of the run: 90s, 5m, 1h30m. Default: until Ctrl-C.")
    Duration duration;

    @Option(
        names = "--events",
        paramLabel = "N",
        converter = OptionConverters.LongCountConverter.class,
        description = "Number of events, invalid ones included. Default: until Ctrl-C.")
    Long events;
  }

  @Option(
      names = "--sensors",
      paramLabel = "N",
      defaultValue = "100",
      converter = OptionConverters.CountConverter.class,
      description = "Number of sensors. Default: ${DEFAULT-VALUE}.")
  private int sensors;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      converter = OptionConverters.RateConverter.class,
      description = "Events per second; 0: as fast as possible. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "sensor-",
      description =
          "Prefix of the sensor ids; another prefix means other sensors. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all random numbers. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      converter = OptionConverters.InstantConverter.class,
      description =
          "Event time of the first event: 2026-03-29T00:00:00Z, 2026-03-29, or 2h before now. With"
              + " --rate 0, each sensor then has one reading per second. Default: now.")
  private Instant start;

  @Option(names = "--wide", description = "Each event has all four metrics.")
  private boolean wide;

  @Option(
      names = "--bad",
      paramLabel = "PERCENT",
      defaultValue = "0",
      converter = OptionConverters.PercentConverter.class,
      description =
          "Share of events to make invalid, one rejection reason after the other, for example"
              + " 0.3%%. Through a gateway, what JSON cannot express is UNREADABLE. Default:"
              + " ${DEFAULT-VALUE}.")
  private double invalidShare;

  public SimulateCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    StatusLine status = StatusLine.on(spec.commandLine().getErr());
    Fleet fleet = new Fleet(sensors, prefix, seed, wide);
    RecordSender sender = connection.open(System.getenv(), status::println, acknowledged -> {});
    FaultInjector faults = new FaultInjector(invalidShare, seed, Clock.systemUTC());
    Simulation simulation = new Simulation(fleet, timeline(), faults, eventCount());
    SendRun run = new SendRun(sender, status, stop);
    run.run(simulation, RateLimiter.start(), maxNanos());
    run.printSummary(spec.commandLine().getOut());
    return run.exitCode();
  }

  private Timeline timeline() {
    if (rate > 0) {
      return Timeline.paced(start == null ? Instant.now() : start, rate);
    }
    return start == null
        ? Timeline.unpaced(System::currentTimeMillis)
        : Timeline.unpaced(start, sensors);
  }

  /** With a fixed rate, a duration is a number of events. So each run sends the same events. */
  private long eventCount() {
    if (runLength.events != null) {
      return runLength.events;
    }
    return runLength.duration == null || rate == 0
        ? Long.MAX_VALUE
        : (long) Math.ceil(rate * runLength.duration.toNanos() / 1e9);
  }

  private long maxNanos() {
    if (runLength.duration == null) {
      return Long.MAX_VALUE;
    }
    return (rate == 0 ? runLength.duration : runLength.duration.plus(MAX_OVERRUN)).toNanos();
  }
}
