package io.iotpipeline.cli.command.sensors;

import io.iotpipeline.admin.register.SensorDescriptions;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.schemas.DescriptionLimits;
import io.iotpipeline.schemas.SensorDescription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes one sensor. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Describes a sensor. What is not given stays as it is; an empty text removes what was said.",
      "The sensor need not have been heard yet. The register shows the change within seconds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline sensors set hall --name 'Hall, north' --tag ground-floor --tag public",
      "  ./pipeline sensors set hall --expected-interval 5m",
      "  ./pipeline sensors set hall --clear"
    })
final class SensorsSetCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "SENSOR", description = "The sensor's id.")
  private String sensor;

  @Option(names = "--name", paramLabel = "TEXT", description = "A name for people.")
  private String name;

  @Option(names = "--place", paramLabel = "TEXT", description = "Where it is.")
  private String place;

  @Option(names = "--owner", paramLabel = "TEXT", description = "Who is responsible for it.")
  private String owner;

  @Option(names = "--kind", paramLabel = "TEXT", description = "Kind of device.")
  private String kind;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A word by which it is found; all tags are replaced. Can be repeated.")
  private List<String> tags;

  @Option(
      names = "--expected-interval",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description =
          "Longest time between two of its events that is usual, for example 5m. Without it, the"
              + " pipeline learns it.")
  private Duration interval;

  @Option(names = "--clear", description = "Remove all that was said before.")
  private boolean clear;

  SensorsSetCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (SensorDescriptions descriptions = new SensorDescriptions(context.pipelineWithKafka())) {
      SensorDescription empty = new SensorDescription(sensor, "", "", "", "", List.of(), null);
      SensorDescription before = clear ? empty : descriptions.find(sensor).orElse(empty);
      SensorDescription after = changed(before);
      String problem = DescriptionLimits.problem(after);
      if (problem != null) {
        context.err().println(problem);
        return 2;
      }
      if (after.equals(empty)) {
        descriptions.delete(sensor);
      } else {
        descriptions.put(after);
      }
      descriptions.flush();
      context.out().println("Described. ./pipeline sensors show " + sensor + " shows it soon.");
      return 0;
    }
  }

  private SensorDescription changed(SensorDescription before) {
    return new SensorDescription(
        sensor,
        name == null ? before.getName() : name,
        place == null ? before.getPlace() : place,
        owner == null ? before.getOwner() : owner,
        kind == null ? before.getKind() : kind,
        tags == null ? before.getTags() : tags.stream().filter(tag -> !tag.isEmpty()).toList(),
        interval == null ? before.getExpectedIntervalMs() : Long.valueOf(interval.toMillis()));
  }
}
