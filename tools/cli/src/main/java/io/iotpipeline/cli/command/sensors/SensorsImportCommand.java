package io.iotpipeline.cli.command.sensors;

import io.iotpipeline.admin.register.SensorDescriptions;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.schemas.SensorDescription;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Describes the sensors of a file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Describes the sensors of a CSV file; what was said about them before is replaced.",
      "The first line names the columns: sensor_id, and any of name, place, owner, kind, tags"
          + " (separated by semicolons) and expected_interval (such as 5m). If a line is wrong,"
          + " nothing is imported."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline sensors import fleet.csv"})
final class SensorsImportCommand implements Callable<Integer> {

  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The CSV file.")
  private Path file;

  SensorsImportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Map<String, SensorDescription> read = DescriptionFile.read(file);
    try (SensorDescriptions descriptions = new SensorDescriptions(context.pipelineWithKafka())) {
      read.values().forEach(descriptions::put);
      descriptions.flush();
    }
    context.out().printf("Described %,d sensors.%n", read.size());
    return 0;
  }
}
