package io.iotpipeline.producer.options;

import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.parse.TimeFormat;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how a CSV file is written. What is not given is recognized from the file. */
public final class CsvFormatOptions {

  @Option(
      names = "--time-column",
      paramLabel = "COLUMN[,COLUMN]",
      split = ",",
      description =
          "Column with the time of the reading, or the columns of date and time. Default: the only"
              + " one that has times.")
  private List<String> timeColumns = List.of();

  @Option(
      names = "--time-format",
      paramLabel = "FORMAT",
      converter = TimeFormatConverter.class,
      description =
          "How times are written: iso, epoch, epoch_s, epoch_ms, epoch_us, epoch_ns, or a pattern"
              + " such as dd/MM/yyyy HH:mm. Default: recognized.")
  private TimeFormat timeFormat;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description =
          "Zone of times without an offset, for example Europe/Berlin or +01:00. Default: UTC.")
  private ZoneId zone;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      converter = DelimiterConverter.class,
      description = "Between two cells: a character, or tab. Default: recognized.")
  private Character delimiter;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      defaultValue = "\"",
      description = "Around cells that contain a delimiter (default ${DEFAULT-VALUE}).")
  private char quote;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      converter = DecimalConverter.class,
      description = "How numbers are written. Default: recognized.")
  private NumberFormat decimal;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingConverter.class,
      description = "Encoding of the text, for example ISO-8859-1. Default: recognized.")
  private Charset encoding;

  @Option(
      names = "--missing",
      paramLabel = "TEXT,...",
      split = ",",
      description =
          "Further texts that stand for a missing value. NA, null, -, NaN, unavailable and the like"
              + " are known.")
  private Set<String> missing = new LinkedHashSet<>();

  @Option(
      names = "--skip-lines",
      paramLabel = "N",
      defaultValue = "0",
      converter = LineCountConverter.class,
      description = "Lines before the header. Default: the header is looked for.")
  private int skipLines;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      defaultValue = "#",
      description = "Lines that start with this are skipped (default ${DEFAULT-VALUE}).")
  private String comment;

  /**
   * @param sensorColumn null if all rows belong to one sensor
   * @param sensorId sensor id of all rows; null if there is a column, or if it is not known yet
   * @param metrics columns with values; empty for all that have numbers
   * @param metricColumn long format: column with the name of the metric; null in the wide format
   * @param valueColumn long format: column with the value; null in the wide format
   */
  public CsvOptions resolve(
      String sensorColumn,
      String sensorId,
      List<String> metrics,
      String metricColumn,
      String valueColumn) {
    return new CsvOptions(
        Optional.ofNullable(encoding),
        Optional.ofNullable(delimiter),
        quote,
        skipLines,
        comment,
        timeColumns,
        Optional.ofNullable(timeFormat),
        Optional.ofNullable(zone),
        Optional.ofNullable(sensorColumn),
        Optional.ofNullable(sensorId),
        metrics,
        Optional.ofNullable(metricColumn),
        Optional.ofNullable(valueColumn),
        Optional.ofNullable(decimal),
        missing);
  }

  static final class LineCountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      try {
        int lines = Integer.parseInt(text);
        if (lines >= 0) {
          return lines;
        }
      } catch (NumberFormatException e) {
        // Reported below, together with numbers out of range.
      }
      throw new TypeConversionException("'" + text + "' is not a number of lines");
    }
  }

  static final class TimeFormatConverter implements ITypeConverter<TimeFormat> {
    @Override
    public TimeFormat convert(String text) {
      try {
        return TimeFormat.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time format; examples: iso, epoch_ms, dd/MM/yyyy HH:mm");
      }
    }
  }

  static final class ZoneConverter implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time zone; examples: Europe/Berlin, UTC, +01:00");
      }
    }
  }

  static final class DelimiterConverter implements ITypeConverter<Character> {
    private static final Map<String, Character> NAMES =
        Map.of("tab", '\t', "\\t", '\t', "comma", ',', "semicolon", ';', "pipe", '|', "space", ' ');

    @Override
    public Character convert(String text) {
      if (text.length() == 1) {
        return text.charAt(0);
      }
      Character named = NAMES.get(text.toLowerCase(Locale.ROOT));
      if (named == null) {
        throw new TypeConversionException("'" + text + "' is not one character, nor 'tab'");
      }
      return named;
    }
  }

  static final class DecimalConverter implements ITypeConverter<NumberFormat> {
    @Override
    public NumberFormat convert(String text) {
      for (NumberFormat format : NumberFormat.values()) {
        if (format.name().equalsIgnoreCase(text)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + text + "' is neither point nor comma");
    }
  }

  static final class EncodingConverter implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String text) {
      try {
        return Charset.forName(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is not an encoding; examples: UTF-8, ISO-8859-1, UTF-16LE");
      }
    }
  }
}
