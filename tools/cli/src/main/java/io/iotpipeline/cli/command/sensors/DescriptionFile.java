package io.iotpipeline.cli.command.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.producer.parse.DurationParser;
import io.iotpipeline.schemas.DescriptionLimits;
import io.iotpipeline.schemas.SensorDescription;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a line for each sensor. Its first line names the columns: sensor_id, and any of
 * name, place, owner, kind, tags (separated by semicolons) and expected_interval (such as 5m).
 */
final class DescriptionFile {

  private static final String SENSOR_ID = "sensor_id";
  private static final Set<String> COLUMNS =
      new TreeSet<>(
          Set.of(SENSOR_ID, "name", "place", "owner", "kind", "tags", "expected_interval"));
  private static final Pattern SEMICOLON = Pattern.compile(";");

  private DescriptionFile() {}

  /**
   * Reads the descriptions by sensor id, in the order of the file.
   *
   * @throws PipelineException with the line, if the file is not as described, or names a sensor
   *     twice
   */
  static Map<String, SensorDescription> read(Path file) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (Reader text = Files.newBufferedReader(file, UTF_8);
        CSVParser rows = format.parse(text)) {
      checkColumns(file, rows.getHeaderNames());
      Map<String, SensorDescription> descriptions = new LinkedHashMap<>();
      for (CSVRecord row : rows) {
        String where = file + ", line " + rows.getCurrentLineNumber() + ": ";
        SensorDescription description = description(row, where);
        if (descriptions.put(description.getSensorId(), description) != null) {
          throw new PipelineException(
              where + "sensor " + description.getSensorId() + " is there twice");
        }
      }
      return descriptions;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new PipelineException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkColumns(Path file, List<String> columns) {
    List<String> unknown = new ArrayList<>(columns);
    unknown.removeAll(COLUMNS);
    if (!columns.contains(SENSOR_ID) || !unknown.isEmpty()) {
      throw new PipelineException(
          "%s has the columns %s; expected %s and any of the others of %s"
              .formatted(file, columns, SENSOR_ID, COLUMNS));
    }
  }

  private static SensorDescription description(CSVRecord row, String where) {
    if (!row.isConsistent()) {
      throw new PipelineException(where + "it has another number of cells than the first line");
    }
    String interval = cell(row, "expected_interval");
    SensorDescription description =
        new SensorDescription(
            cell(row, SENSOR_ID),
            cell(row, "name"),
            cell(row, "place"),
            cell(row, "owner"),
            cell(row, "kind"),
            Arrays.stream(SEMICOLON.split(cell(row, "tags"), -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList(),
            interval.isEmpty() ? null : Long.valueOf(interval(interval, where).toMillis()));
    String problem = DescriptionLimits.problem(description);
    if (problem != null) {
      throw new PipelineException(where + problem);
    }
    return description;
  }

  private static Duration interval(String text, String where) {
    return DurationParser.parse(text)
        .orElseThrow(
            () -> new PipelineException(where + "'" + text + "' is not a duration such as 5m"));
  }

  private static String cell(CSVRecord row, String column) {
    return row.isMapped(column) ? row.get(column) : "";
  }
}
