package io.iotpipeline.cli.command.bench;

import io.iotpipeline.benchmarks.api.ApiBenchmark;
import io.iotpipeline.benchmarks.pipeline.Latencies;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.producer.options.OptionConverters;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The read API while events come in, see docs/benchmarks.md. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Measures how fast the read API answers while events come in, and what its clients cost the"
          + " rows.",
      "Starts a separate stack on free ports, writes a month of readings, and sends events at a"
          + " steady rate: first alone, then with each number of clients. A client asks, waits for"
          + " the answer, pauses, and asks again: 80 of 100 times for the newest readings of a"
          + " sensor, 15 times for a page of 100 sensors, 5 times for the hours of a month. Prints"
          + " the time to the answer, the statuses, and the time from sending an event to reading"
          + " its row."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench api", "  ./pipeline bench api --clients 1000 --pause 1s"})
public final class BenchApiCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--clients",
      split = ",",
      defaultValue = "10,1000",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Numbers of clients, one measurement each (default ${DEFAULT-VALUE}).")
  private List<Integer> clients;

  @Option(
      names = "--pause",
      defaultValue = "2s",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Pause of a client after an answer (default ${DEFAULT-VALUE}).")
  private Duration pause;

  @Option(
      names = "--sensors",
      defaultValue = "1000",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Number of sensors that send (default ${DEFAULT-VALUE}).")
  private int sensors;

  @Option(
      names = "--rate",
      defaultValue = "3500",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Events per second (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      converter = OptionConverters.DurationConverter.class,
      paramLabel = "TIME",
      description = "Duration of each measurement (default ${DEFAULT-VALUE}).")
  private Duration duration;

  public BenchApiCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = context.out();
    DevStackConfig main = context.devStack();
    DevStackConfig config =
        new DevStackConfig(main.root(), main.home().resolve("bench-api"), Ports.free())
            .withGateway(false);
    BenchStack stack = BenchStack.empty(main, config, out);
    ApiBenchmark benchmark = new ApiBenchmark(config, sensors, rate, out);
    benchmark.start();
    List<String> lines = new ArrayList<>();
    lines.addAll(lines(0, benchmark.alone(duration)));
    for (int each : clients) {
      lines.addAll(lines(each, benchmark.withClients(each, pause, duration)));
    }
    out.printf(
        "%n%7s  %-16s %9s %9s %9s  %s%n", "CLIENTS", "", "P50 MS", "P99 MS", "MAX MS", "ANSWERS");
    lines.forEach(out::println);
    stack.end();
    return 0;
  }

  private static List<String> lines(int clients, ApiBenchmark.Result result) {
    List<String> lines = new ArrayList<>();
    lines.add(line(clients, "send to readable", result.rows(), ""));
    result
        .answers()
        .forEach(
            (question, answers) ->
                lines.add(
                    line(
                        clients,
                        question.name().toLowerCase(Locale.ROOT),
                        answers.latencies(),
                        answers.outcomes().toString())));
    return lines;
  }

  private static String line(int clients, String what, Latencies latencies, String outcomes) {
    return String.format(
        Locale.ROOT,
        "%,7d  %-16s %,9.1f %,9.1f %,9.1f  %s",
        clients,
        what,
        1e3 * latencies.percentile(0.5),
        1e3 * latencies.percentile(0.99),
        1e3 * latencies.max(),
        outcomes);
  }
}
