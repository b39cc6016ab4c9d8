package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.options.CsvFormatOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say which columns of a file hold the sensor and the values. */
final class ReadingOptions {

  @ArgGroup private SensorOption sensor = new SensorOption();

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
          "Columns to send, separated by commas. Default: all others with numbers. A row with text"
              + " in one of these columns is rejected.")
  private List<String> metrics = List.of();

  @ArgGroup(exclusive = false)
  private LongFormatOption longFormat = new LongFormatOption();

  static final class LongFormatOption {
    @Option(
        names = "--metric-column",
        paramLabel = "COLUMN",
        required = true,
        description = "Column with the name of the metric, for a file with one value a row.")
    String metric;

    @Option(
        names = "--value-column",
        paramLabel = "COLUMN",
        required = true,
        description = "Column with that value.")
    String value;
  }

  /**
   * What is wrong with the options, if anything is.
   *
   * @param sensorIsOptional whether the sensor need not be known yet
   */
  Optional<String> problem(boolean sensorIsOptional) {
    if (sensor.id != null && sensor.id.isBlank()) {
      return Optional.of("--sensor-id is empty; a sensor id is required");
    }
    if (sensor.id == null && sensor.column == null && !sensorIsOptional) {
      return Optional.of(
          "which sensor? set --sensor-column, or --sensor-id for a file of one sensor; --dry-run"
              + " shows the columns");
    }
    return longFormat.metric != null && !metrics.isEmpty()
        ? Optional.of("--metrics names columns with values; with --metric-column there is one such")
        : Optional.empty();
  }

  /** The sensor id of all rows; null if there is a column. */
  String sensorId() {
    return sensor.id;
  }

  CsvOptions resolve(CsvFormatOptions format) {
    return format.resolve(sensor.column, sensor.id, metrics, longFormat.metric, longFormat.value);
  }
}
