package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.WidePartitions;
import io.iotpipeline.admin.cassandra.WidePartitions.WidePartition;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.schemas.EventBucket;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for partitions that grow too large. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for partitions of sensor_events that are too large.",
      "Cassandra reads, compacts and repairs large partitions slowly. Reads the whole table once."
          + " Exit code 1 if there is such a partition."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline doctor", "  ./pipeline doctor --megabytes 50"})
public final class DoctorCommand implements Callable<Integer> {

  private static final long MEGABYTE = 1_000_000;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Context context;

  @Option(
      names = "--rows",
      defaultValue = "100000",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "N",
      description = "Maximum number of rows in a partition (default ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--megabytes",
      defaultValue = "100",
      converter = OptionConverters.LongCountConverter.class,
      paramLabel = "MB",
      description =
          "Maximum size of a partition before compression, in MB (default ${DEFAULT-VALUE}).")
  private long megabytes;

  @Option(
      names = "--json",
      description = "Print a JSON array of these partitions, which is empty if there is none.")
  private boolean json;

  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    List<WidePartition> wide;
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      wide = new WidePartitions(session).find(rows, megabytes * MEGABYTE);
    }
    if (json) {
      context.out().println(JSON.writeValueAsString(wide));
    } else {
      print(wide);
    }
    return wide.isEmpty() ? 0 : 1;
  }

  private void print(List<WidePartition> wide) {
    if (wide.isEmpty()) {
      context
          .out()
          .printf(
              "no partition of sensor_events has more than %,d rows or %,d MB%n", rows, megabytes);
    } else {
      wide.forEach(this::warn);
      context.out().println(remedy());
    }
  }

  private String remedy() {
    if (context.isRemote()) {
      return "Set event.bucket=hour in the streams app (in Docker Compose EVENT_BUCKET in .env): new"
          + " events then go to partitions of one hour";
    }
    return context.devStack().eventBucket() == EventBucket.DAY
        ? "Run ./pipeline up --event-bucket hour: new events then go to partitions of one hour"
        : "The partitions hold one hour already: make these sensors send less often,"
            + " or several readings in one event";
  }

  private void warn(WidePartition wide) {
    context
        .out()
        .printf(
            "warning: sensor %s has %,d rows, about %,d MB, in one partition: %s%s%n",
            wide.sensorId(),
            wide.rows(),
            wide.bytes() / MEGABYTE,
            wide.day(),
            wide.hour() == 0 ? "" : ", hour " + wide.hour());
  }
}
