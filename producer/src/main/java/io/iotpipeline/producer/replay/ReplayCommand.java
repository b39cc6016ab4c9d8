package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.csv.CsvReadings;
import io.iotpipeline.producer.csv.CsvRows;
import io.iotpipeline.producer.gateway.Via;
import io.iotpipeline.producer.options.ConnectionOptions;
import io.iotpipeline.producer.options.CsvFormatOptions;
import io.iotpipeline.producer.options.OptionConverters;
import io.iotpipeline.producer.send.Outcome;
import io.iotpipeline.producer.send.RateLimiter;
import io.iotpipeline.producer.send.RecordSender;
import io.iotpipeline.producer.send.SendRun;
import io.iotpipeline.producer.send.SentOffsets;
import io.iotpipeline.producer.send.StatusLine;
import io.iotpipeline.producer.send.StopSignal;
import io.iotpipeline.producer.text.CsvInput;
import io.iotpipeline.schemas.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the readings of a CSV file. */
@Command(
    name = "replay",
    synopsisHeading = "",
    customSynopsis = {
      "Usage: ${ROOT-COMMAND-NAME} replay --file FILE --sensor-column COLUMN [OPTIONS]",
      "       ${ROOT-COMMAND-NAME} replay --file FILE --sensor-id ID [OPTIONS]"
    },
    description = {
      "Sends the readings of a CSV file with a header row, in the order of their times. Event ids"
          + " are computed from the rows, so the same file gives the same ids each time.",
      "Delimiter, encoding, decimals and times are recognized; gzip and zstd are decompressed."
          + " --dry-run shows what would be sent. Values: numbers, true/false as 1/0; an empty"
          + " cell, NA, null and the like mean: not measured.",
      "Invalid rows are written to the rejects file. The other rows are sent. At the end: what the"
          + " streams app has made of them."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} replay --file readings.csv --dry-run",
      "  ${ROOT-COMMAND-NAME} replay --file readings.csv.gz --sensor-column device",
      "  ${ROOT-COMMAND-NAME} replay --file hall.csv --sensor-id hall-1 --time-zone Europe/Berlin"
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final StopSignal stop;

  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      required = true,
      description = "The CSV file; - for standard input.")
  private Path file;

  @Mixin private ReadingOptions readings;

  @Mixin private CsvFormatOptions format;

  @Option(
      names = "--dry-run",
      description = "Send nothing: show how the file is read, and what would be sent first.")
  private boolean dryRun;

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
      description = "CSV file for invalid rows. Default: FILE.rejects.csv in its folder.")
  private Path rejectsFile;

  @Option(
      names = "--no-wait",
      description =
          "End when Kafka has all events; do not wait for what the streams app refuses. With --via"
              + " http and mqtt always.")
  private boolean noWait;

  @Mixin private ConnectionOptions connection;

  public ReplayCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    checkOptions();
    Path rejects = rejectsPath();
    CsvOptions options = readings.resolve(format);
    try (CsvInput input = CsvInput.open(file)) {
      CsvFile csv = CsvFile.open(input, options);
      return dryRun ? dryRun(csv, options) : replay(csv, rejects);
    }
  }

  private int dryRun(CsvFile csv, CsvOptions options) {
    new DryRun(csv, options, spec.commandLine().getOut()).print();
    return ExitCode.OK;
  }

  private int replay(CsvFile csv, Path rejects) {
    if (!shiftToNow) {
      FutureReadings.requireZone(csv.name(), csv.layout(), Instant.now());
    }
    StatusLine status = StatusLine.on(spec.commandLine().getErr());
    warnAboutFutureTimes(status);
    status.println("reading " + csv.name() + ": " + new LayoutDescription(csv.layout()).line());
    FutureReadings future = new FutureReadings(InstantSource.system(), csv.layout().zone());
    SentOffsets sent = new SentOffsets();
    RecordSender sender = connection.open(System.getenv(), status::println, sent::add);
    Optional<Outcome> outcome = outcome(sent, status);
    SendRun run = new SendRun(sender, status, stop);
    PrintWriter out = spec.commandLine().getOut();
    try (RejectedRows rejectedRows = new RejectedRows(rejects, status::println);
        CsvRows rows = csv.rows()) {
      try (CsvReadings source = csv.byTime(rows, rejectedRows::add)) {
        run.run(
            new ScheduledEvents(source, new RowEventIds(readings.sensorId()), schedule(), future),
            RateLimiter.start(),
            Long.MAX_VALUE);
      } finally { // also if reading the file fails
        rejectedRows.close();
        out.println(VisibleText.of(summary(rows, rejectedRows)));
        run.printSummary(out);
        if (!shiftToNow) {
          future.note().ifPresent(note -> out.println("note: " + note));
        }
      }
      outcome.ifPresent(known -> out.println(VisibleText.of(describe(known, run))));
      return rejectedRows.isComplete() ? run.exitCode() : 1;
    } finally {
      outcome.ifPresent(Outcome::close);
    }
  }

  private static String summary(CsvRows rows, RejectedRows rejectedRows) {
    StringBuilder line = new StringBuilder();
    line.append("read ").append(rows.count()).append(" rows, ").append(rejectedRows.summary());
    if (!rows.missing().summary().isEmpty()) {
      line.append(", ").append(rows.missing().summary());
    }
    if (rows.repeatedHeaders() > 0) {
      line.append(", ").append(rows.repeatedHeaders()).append(" repeated headers");
    }
    if (rows.comments() > 0) {
      line.append(", ").append(rows.comments()).append(" comments");
    }
    return line.toString();
  }

  /** The answers of a gateway do not have the positions of the records in Kafka. */
  private Optional<Outcome> outcome(SentOffsets sent, StatusLine status) {
    if (noWait || connection.via() != Via.KAFKA) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Outcome(connection.resolve(System.getenv()), sent));
    } catch (KafkaException e) {
      status.println("the last line will not say how many events are validated: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String describe(Outcome outcome, SendRun run) {
    try {
      return outcome.of(run, PATIENCE);
    } catch (RuntimeException e) { // the exception classes depend on the deserializer
      return "how many events are validated is not known: " + e;
    }
  }

  private void checkOptions() {
    if (!file.equals(CsvInput.STANDARD_INPUT) && !Files.exists(file)) {
      throw wrong("--file " + file + ": no such file");
    }
    readings
        .problem(dryRun)
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  private Path rejectsPath() {
    try {
      return RejectsPath.of(file, rejectsFile);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
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
