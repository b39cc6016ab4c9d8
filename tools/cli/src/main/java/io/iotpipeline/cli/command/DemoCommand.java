package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.RowPrinter;
import io.iotpipeline.admin.verify.LiveCounts;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.cli.terminal.LiveScreen;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
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

  @Mixin private UpCommand.PortOptions ports;

  @Override
  public Integer call() throws Exception {
    DevStackConfig settings = ports.applyTo(PipelineMain.settings());
    DevStack stack = new DevStack(settings, System.out);
    stack.up();
    try {
      boolean ok = run(settings);
      showRows(settings);
      return ok ? 0 : 1;
    } finally {
      if (once) {
        stack.down();
      } else {
        System.out.println(
            "\nThe stack is still running; ./pipeline status shows it, ./pipeline down stops it.");
      }
    }
  }

  private boolean run(DevStackConfig settings) throws IOException, InterruptedException {
    System.out.printf(
        "%nSending %d events/s of %d sensors for %s, %s of them bad%n",
        rate, sensors, duration, bad.endsWith("%") ? bad : bad + "%");
    Path log = settings.home().resolve("producer").resolve("producer.log");
    Files.createDirectories(log.getParent());
    Process producer =
        new ProducerProcess(
                settings,
                "simulate",
                List.of(
                    "--sensors=" + sensors,
                    "--rate=" + rate,
                    "--duration=" + duration,
                    "--bad=" + bad))
            .loggingTo(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(producer::destroy));

    try (LiveCounts counts = new LiveCounts(settings)) {
      LiveScreen screen = new LiveScreen(counts, System.out);
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
      System.out.printf("The producer failed (%d); see %s%n", producer.exitValue(), log);
    }
    List<String> said = Files.readAllLines(log);
    // Its last two lines: how many of what kind were bad, and the totals.
    said.subList(Math.max(0, said.size() - 2), said.size()).forEach(System.out::println);

    System.out.println("\nverifying");
    Verification verification = new SettledVerification(settings, System.out).verify(PATIENCE);
    VerifyCommand.print(verification, System.out);
    return verification.ok() && producer.exitValue() == 0;
  }

  private static void showRows(DevStackConfig settings) {
    RowPrinter printer = new RowPrinter(System.out, false);
    try (CqlSession session = CassandraSession.open(settings)) {
      System.out.println("\nSome rows of sensor_events");
      printer.print(
          session.execute(
              "SELECT sensor_id, event_time, event_id, measurements FROM iot.sensor_events"
                  + " PER PARTITION LIMIT 1 LIMIT 5"));
      System.out.println("\nSome rows of hourly_aggregates");
      printer.print(
          session.execute(
              "SELECT sensor_id, metric, window_start, count, min, max, mean, stddev, closed"
                  + " FROM iot.hourly_aggregates PER PARTITION LIMIT 1 LIMIT 5"));
    }
  }
}
