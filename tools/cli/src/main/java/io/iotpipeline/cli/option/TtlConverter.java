package io.iotpipeline.cli.option;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long rows live. */
public final class TtlConverter implements ITypeConverter<TtlConverter.Ttl> {

  /**
   * @param life null: for ever
   */
  public record Ttl(Duration life) {}

  /** Cassandra's own limit, 20 years. */
  private static final Duration LONGEST = Duration.ofDays(7300);

  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  @Override
  public Ttl convert(String text) {
    if (text.equals("none")) {
      return new Ttl(null);
    }
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      Duration life = UNITS.get(span.group(2)).multipliedBy(Long.parseLong(span.group(1)));
      if (!life.isZero() && life.compareTo(LONGEST) <= 0) {
        return new Ttl(life);
      }
    }
    throw new TypeConversionException(
        "'%s' is not a life from 1s to %dd, as 90s, 5m, 12h or 30d, nor none"
            .formatted(text, LONGEST.toDays()));
  }
}
