package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.StackOptions;
import io.iotpipeline.cli.terminal.LiveScreen;
import io.iotpipeline.cli.terminal.VerificationPrinter;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.server.Api;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.ProducerProcess;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.parse.DurationParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the pipeline, sends events, and shows and verifies the result. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Runs the whole pipeline with simulated sensors and verifies the result.",
      "Starts all servers, sends readings through the gateway, some of them deliberately invalid,"
          + " shows the counts while they pass through, waits until all have arrived, and checks that"
          + " nothing is lost or counted twice. Exit code 0 if all checks hold, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline demo --once",
      "  ./pipeline demo --sensors 1000 --rate 2000 --duration 5m --bad 1%%"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  private final Context context;

  @Option(
      names = "--sensors",
      defaultValue = "100",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Number of sensors (default ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--rate",
      defaultValue = "500",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Events per second, of all sensors together (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description = "How long to send, for example 60s, 5m or 1h (default ${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--bad",
      defaultValue = "0.3%",
      paramLabel = "PERCENT",
      converter = OptionConverters.PercentConverter.class,
      description = "Share of invalid events (default ${DEFAULT-VALUE}).")
  private double bad;

  @Option(names = "--once", description = "Stop the servers at the end.")
  private boolean once;

  @Mixin private StackOptions options;

  /** Set when the demo sends. */
  private volatile LiveScreen screen;

  public DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    DevStackConfig config = options.applyTo(context.devStack());
    DevStack stack = new DevStack(config, context.out());
    Thread whenInterrupted = new Thread(() -> end(stack, config));
    stack.requireStartable(); // a refusal must not stop servers that run
    try {
      stack.up();
      Runtime.getRuntime().addShutdownHook(whenInterrupted);
      boolean ok = run(config);
      showRows(config);
      return ok ? 0 : 1;
    } finally {
      if (!runsAtShutdown(whenInterrupted)) {
        end(stack, config);
      }
    }
  }

  /** Whether Ctrl-C has ended the demo, and the hook does the rest. Removes it if not. */
  private static boolean runsAtShutdown(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException shuttingDown) {
      return true;
    }
  }

  private void end(DevStack stack, DevStackConfig config) {
    if (screen != null) {
      screen.end();
    }
    if (once) {
      stack.down();
    } else {
      context
          .out()
          .println(
              "\nThe servers are still running: ./pipeline status shows them, ./pipeline verify"
                  + " checks what was sent, ./pipeline down stops them.");
      Api.all(config)
          .forEach(api -> context.out().println("\nThe console: " + api.address() + "/"));
    }
  }

  private boolean run(DevStackConfig config) throws IOException, InterruptedException {
    context
        .out()
        .printf(
            "%nSending %d events/s of %d sensors for %s, %s of them invalid%n",
            rate, sensors, DurationParser.text(duration), percent());
    context.out().println(picture(config));
    Path log = config.home().resolve("producer").resolve("producer.log");
    Files.createDirectories(log.getParent());
    Process producer =
        new ProducerProcess(
                config.artifacts(), config.pipeline(Identity.DEVICE), "simulate", arguments(config))
            .loggingTo(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(producer::destroy));

    try (LiveCounts counts = new LiveCounts(config.pipeline(), context.err())) {
      screen = new LiveScreen(counts, context.out(), context.isTerminal());
      while (!producer.waitFor(1, TimeUnit.SECONDS)) {
        screen.show();
      }
      while (!screen.showsAllArrived() && screen.hasChangedWithin(IDLE_TIMEOUT)) {
        TimeUnit.SECONDS.sleep(1);
        screen.show();
      }
      screen.end();
    }
    if (producer.exitValue() != 0) {
      context
          .out()
          .printf("The producer failed with exit code %d; see %s%n", producer.exitValue(), log);
    }
    List<String> lines = Files.readAllLines(log);
    // Its last two lines are the number of invalid events by kind, and the totals.
    lines.subList(Math.max(0, lines.size() - 2), lines.size()).forEach(context.out()::println);

    context.out().println("\nVerifying");
    Verification verification =
        new SettledVerification(
                config.pipeline(), () -> Cassandra.requireAllRunning(config), context.out())
            .verify(IDLE_TIMEOUT);
    new VerificationPrinter(context.out()).printText(verification);
    return verification.ok() && producer.exitValue() == 0;
  }

  private static String picture(DevStackConfig config) {
    String way = "sensor-events ─► streams app ─► Connect ─► Cassandra";
    return config.gateway()
        ? "devices ─► gateway at %s ─► %s".formatted(new Gateway(config).httpUrl(), way)
        : "devices ─► " + way;
  }

  /** Through the gateway, if the stack has one. */
  private List<String> arguments(DevStackConfig config) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sensors=" + sensors,
                "--rate=" + rate,
                "--duration=" + DurationParser.text(duration),
                "--bad=" + percent()));
    if (config.gateway()) {
      arguments.add("--via=http");
      arguments.add("--gateway=" + new Gateway(config).httpUrl());
    }
    return arguments;
  }

  private String percent() {
    return BigDecimal.valueOf(bad).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private void showRows(DevStackConfig config) {
    RowPrinter printer = new RowPrinter(context.out(), context.columns(), false);
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      context.out().println("\nExample rows of sensor_events");
      printer.print(
          session.execute(
              "SELECT sensor_id, event_time, measurements FROM iot.sensor_events"
                  + " PER PARTITION LIMIT 1 LIMIT 5"));
      context.out().println("\nExample rows of hourly_aggregates");
      printer.print(
          session.execute(
              "SELECT sensor_id, metric, window_start, count, mean, stddev"
                  + " FROM iot.hourly_aggregates PER PARTITION LIMIT 1 LIMIT 5"));
    }
  }
}
