package io.iotpipeline.producer.parse;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as all options write them: days, hours, minutes and seconds in this order, each a
 * number with its unit, for example {@code 30d}, {@code 90s}, {@code 1h30m} or {@code 0.5s}.
 */
public final class DurationParser {

  private static final Pattern FORMAT =
      Pattern.compile(
          "(?=\\d)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?",
          Pattern.CASE_INSENSITIVE);

  private DurationParser() {}

  /** The duration, zero or greater, or nothing if the text has another format. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Duration.ofDays(whole(parts.group(1)))
              .plusHours(whole(parts.group(2)))
              .plusMinutes(whole(parts.group(3)))
              .plusNanos(nanos(parts.group(4))));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes a duration of zero or more in this notation. */
  public static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, BigDecimal.valueOf(duration.toDays()), "d");
    append(text, BigDecimal.valueOf(duration.toHoursPart()), "h");
    append(text, BigDecimal.valueOf(duration.toMinutesPart()), "m");
    append(
        text,
        BigDecimal.valueOf(duration.toSecondsPart())
            .add(BigDecimal.valueOf(duration.toNanosPart(), 9)),
        "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, BigDecimal number, String unit) {
    if (number.signum() > 0) {
      text.append(number.stripTrailingZeros().toPlainString()).append(unit);
    }
  }

  private static long whole(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long nanos(String seconds) {
    return seconds == null ? 0 : new BigDecimal(seconds).movePointRight(9).longValueExact();
  }
}
