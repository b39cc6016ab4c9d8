package io.iotpipeline.cli.option;

import io.iotpipeline.chaos.ChaosOptions;
import io.iotpipeline.chaos.hostile.HostileKind;
import io.iotpipeline.chaos.sabotage.Sabotage;
import io.iotpipeline.chaos.schedule.FaultKind;
import io.iotpipeline.producer.options.OptionConverters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code chaos}. */
public final class ChaosOptionsMixin {

  private static final String ALL = "all";
  private static final String NONE = "none";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the schedule and of all data (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--duration",
      defaultValue = "3m",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description =
          "How long faults happen (default ${DEFAULT-VALUE}). Start, last recoveries and"
              + " verification take minutes more.")
  private Duration duration;

  @Option(
      names = "--cassandra-nodes",
      defaultValue = "1",
      paramLabel = "N",
      converter = NodesConverter.class,
      description = "Cassandra nodes, 1 to 3 (default ${DEFAULT-VALUE}), 950 MB each.")
  private int cassandraNodes;

  @Option(
      names = "--streams-apps",
      defaultValue = "2",
      paramLabel = "N",
      converter = InstancesConverter.class,
      description = "Streams-app instances, 1 to 12 (default ${DEFAULT-VALUE}).")
  private int streamsApps;

  @Option(
      names = "--rate",
      defaultValue = "300",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description = "Records per second, hostile ones included (default ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--hostile",
      defaultValue = "1%",
      paramLabel = "PERCENT",
      converter = OptionConverters.PercentConverter.class,
      description = "Share of hostile records (default ${DEFAULT-VALUE}).")
  private double hostile;

  @Option(
      names = "--hostile-kinds",
      defaultValue = ALL,
      paramLabel = "all|KIND,...",
      description =
          "Kinds of hostile records: many-metrics, extreme-numbers, many-hours, new-sensors,"
              + " odd-names, odd-times, wrong-key, junk, unknown-schemas, tombstones, letters,"
              + " huge-headers, huge-keys, small-bombs, zstd-bomb, gzip-bomb, open-transaction"
              + " (default ${DEFAULT-VALUE}).")
  private String hostileKinds;

  @Option(
      names = "--faults",
      defaultValue = ALL,
      paramLabel = "all|none|KIND,...",
      description =
          "Kinds of faults: kill, pause, hang, restart, rolling-restart, delete-state, full-disk,"
              + " clock-step (default ${DEFAULT-VALUE}).")
  private String faults;

  @Option(
      names = "--sabotage",
      paramLabel = "exactly-once|write-time|early-commit",
      description = "Breaks this guarantee on purpose; the run must then fail.")
  private String sabotage;

  @Option(
      names = "--wait",
      defaultValue = "5m",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description =
          "How long the pipeline may take to come to rest at the end (default ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "File for the JSON report (default: chaos-SEED.json in PIPELINE_HOME).")
  private Path report;

  /**
   * @throws ParameterException if a value is wrong; the message lists the possible ones
   */
  public ChaosOptions read() {
    return new ChaosOptions(
        seed,
        duration,
        cassandraNodes,
        streamsApps,
        rate,
        hostile,
        kinds("--faults", faults, FaultKind.class, FaultKind::option),
        kinds("--hostile-kinds", hostileKinds, HostileKind.class, HostileKind::option),
        Optional.ofNullable(sabotage)
            .map(name -> one("--sabotage", name, Sabotage.class, Sabotage::option)),
        patience,
        Optional.ofNullable(report));
  }

  private <K extends Enum<K>> Set<K> kinds(
      String option, String text, Class<K> type, Function<K, String> name) {
    if (text.equals(ALL)) {
      return EnumSet.allOf(type);
    }
    return text.equals(NONE)
        ? Set.of()
        : Arrays.stream(text.split(","))
            .map(each -> one(option, each, type, name))
            .collect(Collectors.toSet());
  }

  private <K extends Enum<K>> K one(
      String option, String text, Class<K> type, Function<K, String> name) {
    return Stream.of(type.getEnumConstants())
        .filter(each -> name.apply(each).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    option,
                    text,
                    "one of "
                        + Stream.of(type.getEnumConstants())
                            .map(name)
                            .collect(Collectors.joining(", "))));
  }

  private ParameterException wrong(String option, String value, String expected) {
    return new ParameterException(
        command.commandLine(), option + " " + value + " is not " + expected);
  }
}
