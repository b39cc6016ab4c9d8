package io.iotpipeline.cli.command;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cassandra.WidePartitions;
import io.iotpipeline.admin.cassandra.WidePartitions.WidePartition;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.schemas.EventBucket;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what goes wrong slowly. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for sensors that send so much that a partition of sensor_events becomes too large to"
          + " be",
      "read, compacted and repaired in good time. Reads the whole table once.",
      "Exit code 1 when there are any."
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Context context;

  private static final long MEGABYTE = 1_000_000;

  @Option(
      names = "--rows",
      defaultValue = "100000",
      paramLabel = "N",
      description = "Rows that a partition may have (default ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--megabytes",
      defaultValue = "100",
      paramLabel = "MB",
      description = "Size that it may have, before compression (default ${DEFAULT-VALUE}).")
  private long megabytes;

  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<WidePartition> wide;
    try (CqlSession session = CassandraSession.open(context.pipeline())) {
      wide = new WidePartitions(session).find(rows, megabytes * MEGABYTE);
    }
    if (wide.isEmpty()) {
      context
          .out()
          .printf(
              "no partition of sensor_events has more than %,d rows or %,d MB%n", rows, megabytes);
      return 0;
    }
    wide.forEach(this::warn);
    context.out().println(remedy());
    return 1;
  }

  private String remedy() {
    if (context.isRemote()) {
      return "event.bucket=hour of the streams app (in Docker Compose EVENT_BUCKET in .env) keeps"
                 + " an hour of a sensor in a partition from then on";
    }
    return context.devStack().eventBucket() == EventBucket.DAY
        ? "./pipeline up --event-bucket hour keeps an hour of a sensor in a partition from now on"
        : "The partitions hold an hour each already: let these sensors send less often,"
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
