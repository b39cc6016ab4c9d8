package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvColumns;
import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvRowReader;
import io.iotpipeline.producer.options.ConnectionOptions;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.send.Connection;
import io.iotpipeline.producer.send.ConnectionConfig;
import io.iotpipeline.producer.send.EventSender;
import io.iotpipeline.producer.send.RateLimiter;
import io.iotpipeline.producer.send.SendRun;
import io.iotpipeline.producer.send.StatusLine;
import io.iotpipeline.producer.send.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the readings of a CSV file. */
@Command(
    name = "replay",
    description = {
      "Sends the readings of a CSV file with a header row. Event ids are computed from the rows, so"
          + " the same file gives the same ids each time.",
      "Times: ISO-8601, 'yyyy-MM-dd HH:mm:ss', or seconds or milliseconds since 1970; UTC unless an"
          + " offset is given. Values: numbers, true/false as 1/0; an empty cell means: not"
          + " measured.",
      "Invalid rows are written to the rejects file. The other rows are sent."
    },
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

  private final StopSignal stop;

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Option(names = "--file", paramLabel = "FILE", required = true, description = "The CSV file.")
  private Path file;

  @Option(
      names = "--time-column",
      paramLabel = "COLUMN",
      required = true,
      description = "Column with the time of the reading.")
  private String timeColumn;

  @ArgGroup(multiplicity = "1")
  private SensorOption sensor;

  static final class SensorOption {
    @Option(
        names = "--sensor-column",
        paramLabel = "COLUMN",
        description = "Column with the sensor id.")
    String column;

    @Option(
        names = "--sensor-id",
        paramLabel = "ID",
        description = "Sensor id of all rows, for a file of one sensor.")
    String id;
  }

  @Option(
      names = "--metrics",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Columns to send, separated by commas. Default: all other columns with a name. A row with"
              + " text in one of these columns is rejected.")
  private List<String> metrics = List.of();

  @Option(
      names = "--speed",
      paramLabel = "X",
      converter = OptionConverters.RateConverter.class,
      description =
          "Seconds of file time per second. 1: real time; 60: one minute per second; 0: as fast as"
              + " possible. Default: 0; with --shift-to-now: 1.")
  private Double speed;

  @Option(
      names = "--shift-to-now",
      description =
          "Shift all times: the first reading gets the current time, the distances between readings"
              + " stay the same.")
  private boolean shiftToNow;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "CSV file for invalid rows. Default: <file>.rejects.csv.")
  private Path rejectsFile;

  public ReplayCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    checkSensorId();
    ConnectionConfig config = connection.resolve(System.getenv());
    StatusLine status = StatusLine.on(spec.commandLine().getErr());
    RejectedRows rejectedRows = new RejectedRows(rejectsPath(), status::println);
    try (CsvFile csv = CsvFile.open(file);
        rejectedRows) {
      CsvColumns columns = CsvColumns.find(csv.header(), timeColumn, sensor.column, metrics);
      warnAboutFutureTimes(status);
      EventSender sender = Connection.open(config, status::println);
      CsvReplay replay =
          new CsvReplay(
              csv,
              new CsvRowReader(columns, sensor.id),
              new RowEventIds(sensor.id),
              rejectedRows,
              schedule());
      return send(replay, new SendRun(sender, status, stop), rejectedRows);
    }
  }

  private int send(CsvReplay replay, SendRun run, RejectedRows rejectedRows) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      run.run(replay, RateLimiter.start(), Long.MAX_VALUE);
    } finally { // also if reading the file fails
      rejectedRows.close();
      out.println("read " + replay.rowsRead() + " rows, " + rejectedRows.summary());
      run.printSummary(out);
    }
    return rejectedRows.isComplete() ? run.exitCode() : 1;
  }

  private void checkSensorId() {
    if (sensor.id != null && sensor.id.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "--sensor-id is empty; a sensor id is required");
    }
  }

  private Path rejectsPath() {
    Path path = rejectsFile == null ? Path.of(file + ".rejects.csv") : rejectsFile;
    if (path.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(),
          "--rejects " + path + " would overwrite the input; set a file other than --file");
    }
    return path;
  }

  private void warnAboutFutureTimes(StatusLine status) {
    if (shiftToNow && speed != null && (speed == 0 || speed > 1)) {
      status.println(
          "warning: with --shift-to-now and --speed "
              + speed
              + ", event times run ahead of the clock; the pipeline rejects events from the future");
    }
  }

  private ReplaySchedule schedule() {
    double effectiveSpeed = speed == null ? (shiftToNow ? 1 : 0) : speed;
    return new ReplaySchedule(effectiveSpeed, shiftToNow ? Instant.now() : null);
  }
}
