package io.iotpipeline.producer.simulate;

import io.iotpipeline.producer.options.ConnectionOptions;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.send.Connection;
import io.iotpipeline.producer.send.ConnectionConfig;
import io.iotpipeline.producer.send.EventSender;
import io.iotpipeline.producer.send.RateLimiter;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the readings of a simulated fleet of sensors. */
@Command(
    name = "simulate",
    description = {
      "Sends the readings of a simulated fleet: a daily cycle and noise, of temperature, humidity,"
          + " pressure or voltage as each sensor's id decides. The same --seed and --start give the"
          + " same events.",
      "Ctrl-C stops, flushes and sums up."
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

  /** So much behind its schedule a run of a set duration is cut short. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final StopSignal stop;

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  @ArgGroup private Length length = new Length();

  static final class Length {
    @Option(
        names = "--duration",
        paramLabel = "TIME",
        converter = OptionConverters.OfDuration.class,
        description = "How long to send: 90s, 5m, 1h30m. Default: until Ctrl-C.")
    Duration duration;

    @Option(
        names = "--events",
        paramLabel = "N",
        description = "How many events to send, bad ones included. Default: until Ctrl-C.")
    Long events;
  }

  @Option(
      names = "--sensors",
      paramLabel = "N",
      defaultValue = "100",
      description = "Size of the fleet. Default: ${DEFAULT-VALUE}.")
  private int sensors;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      converter = OptionConverters.OfRate.class,
      description = "Events a second; 0: as fast as possible. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "sensor-",
      description =
          "Begins each sensor's id; another prefix is another fleet. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      converter = OptionConverters.OfInstant.class,
      description =
          "Time of the first event, as 2026-03-29T00:00:00Z. With --rate 0 each sensor then has a"
              + " reading a second. Default: now.")
  private Instant start;

  @Option(names = "--wide", description = "Every event carries all four metrics.")
  private boolean wide;

  @Option(
      names = "--bad",
      paramLabel = "PERCENT",
      defaultValue = "0",
      converter = OptionConverters.OfPercent.class,
      description =
          "Share of the events to spoil, for every reason in turn for which the pipeline refuses"
              + " one: 0.3%%. Default: ${DEFAULT-VALUE}.")
  private double bad;

  public SimulateCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    requirePositive("--sensors", sensors);
    if (length.events != null) {
      requirePositive("--events", length.events);
    }
    ConnectionConfig config = connection.resolve(System.getenv());
    StatusLine screen = StatusLine.on(spec.commandLine().getErr());
    Fleet fleet = new Fleet(sensors, prefix, seed, wide);
    EventSender sender = Connection.open(config, screen::line);
    BadEvents badEvents = new BadEvents(bad, seed, Clock.systemUTC());
    Simulation simulation = new Simulation(fleet, timeline(), badEvents, events());
    SendRun run = new SendRun(sender, screen, stop);
    run.run(simulation, RateLimiter.start(), longestNanos());
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

  /** A steady rate and a duration make a number of events, the same in every run. */
  private long events() {
    if (length.events != null) {
      return length.events;
    }
    return length.duration == null || rate == 0
        ? Long.MAX_VALUE
        : (long) Math.ceil(rate * length.duration.toNanos() / 1e9);
  }

  private long longestNanos() {
    if (length.duration == null) {
      return Long.MAX_VALUE;
    }
    return (rate == 0 ? length.duration : length.duration.plus(GRACE)).toNanos();
  }

  private void requirePositive(String option, long value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " " + value + ": give a number from 1 up");
    }
  }
}
