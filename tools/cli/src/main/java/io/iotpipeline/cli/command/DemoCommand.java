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
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.ProducerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole pipeline before one's eyes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts everything, sends simulated readings, a few of them deliberately bad, shows how they",
      "pass, waits until all have arrived, and verifies that nothing was lost or counted twice.",
      "Exit code 0 only when that holds."
    })
public final class DemoCommand implements Callable<Integer> {

  private final Context context;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(
      names = "--sensors",
      defaultValue = "100",
      paramLabel = "N",
      description = "Number of sensors (default ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--rate",
      defaultValue = "500",
      paramLabel = "N",
      description = "Events a second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      paramLabel = "TIME",
      description = "For how long, as 60s, 5m, 1h (default ${DEFAULT-VALUE}).")
  private String duration;

  @Option(
      names = "--bad",
      defaultValue = "0.3%",
      paramLabel = "PERCENT",
      description = "How many of them are bad (default ${DEFAULT-VALUE}).")
  private String bad;

  @Option(names = "--once", description = "Take the stack down at the end.")
  private boolean once;

  @Mixin private StackOptions options;

  public DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    DevStackConfig config = options.applyTo(context.devStack());
    DevStack stack = new DevStack(config, context.out());
    stack.up();
    try {
      boolean ok = run(config);
      showRows(config);
      return ok ? 0 : 1;
    } finally {
      if (once) {
        stack.down();
      } else {
        context
            .out()
            .println(
                "\n"
                    + "The stack is still running; ./pipeline status shows it, ./pipeline down"
                    + " stops it.");
      }
    }
  }

  private boolean run(DevStackConfig config) throws IOException, InterruptedException {
    context
        .out()
        .printf(
            "%nSending %d events/s of %d sensors for %s, %s of them bad%n",
            rate, sensors, duration, bad.endsWith("%") ? bad : bad + "%");
    Path log = config.home().resolve("producer").resolve("producer.log");
    Files.createDirectories(log.getParent());
    Process producer =
        new ProducerProcess(
                config.artifacts(),
                config.pipeline(),
                "simulate",
                List.of(
                    "--sensors=" + sensors,
                    "--rate=" + rate,
                    "--duration=" + duration,
                    "--bad=" + bad))
            .loggingTo(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(producer::destroy));

    try (LiveCounts counts = new LiveCounts(config.pipeline(), context.err())) {
      LiveScreen screen = new LiveScreen(counts, context.out());
      while (!producer.waitFor(1, TimeUnit.SECONDS)) {
        screen.show();
      }
      while (!screen.showsAllArrived() && screen.moves(PATIENCE)) {
        producer.waitFor(1, TimeUnit.SECONDS);
        screen.show();
      }
      screen.end();
    }
    if (producer.exitValue() != 0) {
      context.out().printf("The producer failed (%d); see %s%n", producer.exitValue(), log);
    }
    List<String> said = Files.readAllLines(log);
    // Its last two lines: how many of what kind were bad, and the totals.
    said.subList(Math.max(0, said.size() - 2), said.size()).forEach(context.out()::println);

    context.out().println("\nverifying");
    Verification verification =
        new SettledVerification(
                config.pipeline(), () -> Cassandra.requireAllRunning(config), context.out())
            .verify(PATIENCE);
    VerifyCommand.print(verification, context.out());
    return verification.ok() && producer.exitValue() == 0;
  }

  private void showRows(DevStackConfig config) {
    RowPrinter printer = new RowPrinter(context.out(), false);
    try (CqlSession session = CassandraSession.open(config.pipeline())) {
      context.out().println("\nSome rows of sensor_events");
      printer.print(
          session.execute(
              "SELECT sensor_id, event_time, event_id, measurements FROM iot.sensor_events"
                  + " PER PARTITION LIMIT 1 LIMIT 5"));
      context.out().println("\nSome rows of hourly_aggregates");
      printer.print(
          session.execute(
              "SELECT sensor_id, metric, window_start, count, min, max, mean, stddev, closed"
                  + " FROM iot.hourly_aggregates PER PARTITION LIMIT 1 LIMIT 5"));
    }
  }
}
