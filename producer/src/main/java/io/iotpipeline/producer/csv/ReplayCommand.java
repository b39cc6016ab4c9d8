package io.iotpipeline.producer.csv;

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
      "Sends the readings of a CSV file with a header. Event ids follow from the rows, so a file"
          + " that is sent again gives the same ids.",
      "Times: ISO-8601, 'yyyy-MM-dd HH:mm:ss', or seconds or milliseconds since 1970; UTC unless an"
          + " offset is given. Values: numbers, true/false as 1/0; an empty cell is a metric not"
          + " measured.",
      "Rows that can't be read go to the rejects file and stop nothing."
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
      description = "Column of the reading's time.")
  private String timeColumn;

  @ArgGroup(multiplicity = "1")
  private Identity sensor;

  static final class Identity {
    @Option(
        names = "--sensor-column",
        paramLabel = "COLUMN",
        description = "Column of the sensor's id.")
    String column;

    @Option(
        names = "--sensor-id",
        paramLabel = "ID",
        description = "The sensor's id, for a file of one sensor.")
    String id;
  }

  @Option(
      names = "--metrics",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Columns to send, separated by commas. Default: every other column with a name.")
  private List<String> metrics = List.of();

  @Option(
      names = "--speed",
      paramLabel = "X",
      converter = OptionConverters.OfRate.class,
      description =
          "1: real time, 60: a minute a second, 0: as fast as possible. Default: 0, with"
              + " --shift-to-now 1.")
  private Double speed;

  @Option(
      names = "--shift-to-now",
      description = "The first reading happens now, the others as long after as in the file.")
  private boolean shiftToNow;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where rows go that can't be read. Default: <file>.rejects.csv.")
  private Path rejectsFile;

  public ReplayCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    checkIdentity();
    ConnectionConfig config = connection.resolve(System.getenv());
    StatusLine screen = StatusLine.on(spec.commandLine().getErr());
    RejectedRows rejects = new RejectedRows(rejectsPath(), screen::line);
    try (CsvFile csv = CsvFile.open(file);
        rejects) {
      CsvColumns columns = CsvColumns.find(csv.header(), timeColumn, sensor.column, metrics);
      warnOfTheFuture(screen);
      EventSender sender = Connection.open(config, screen::line);
      CsvReplay replay =
          new CsvReplay(csv, new CsvRowReader(columns, sensor.id), rejects, rhythm());
      return send(replay, new SendRun(sender, screen, stop), rejects);
    }
  }

  private int send(CsvReplay replay, SendRun run, RejectedRows rejects) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      run.run(replay, RateLimiter.start(), Long.MAX_VALUE);
    } finally { // also when the file breaks off
      rejects.close();
      out.println("read " + replay.rowsRead() + " rows, " + rejects.summary());
      run.printSummary(out);
    }
    return rejects.complete() ? run.exitCode() : 1;
  }

  private void checkIdentity() {
    if (sensor.id != null && sensor.id.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "--sensor-id is blank: give the sensor's id");
    }
  }

  private Path rejectsPath() {
    Path path = rejectsFile == null ? Path.of(file + ".rejects.csv") : rejectsFile;
    if (path.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), "--rejects " + path + " would overwrite --file: name another file");
    }
    return path;
  }

  private void warnOfTheFuture(StatusLine screen) {
    if (shiftToNow && speed != null && (speed == 0 || speed > 1)) {
      screen.line(
          "--shift-to-now with --speed "
              + speed
              + ": times will run ahead of the clock, and the pipeline refuses events of the future");
    }
  }

  private CsvReplay.Rhythm rhythm() {
    double chosen = speed == null ? (shiftToNow ? 1 : 0) : speed;
    return new CsvReplay.Rhythm(chosen, shiftToNow ? Instant.now() : null);
  }
}
