package io.iotpipeline.producer.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses numbers as times since 1970-01-01T00:00:00Z. Rounds down to the millisecond. */
final class Epoch {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}(\\.\\d{0,15})?");

  /**
   * The year 5138 in seconds. A number of this size or more has a smaller unit: milliseconds are
   * recognized from March 1973 on, microseconds and nanoseconds likewise.
   */
  private static final BigDecimal END = BigDecimal.valueOf(100_000_000_000L);

  enum Unit {
    S(0),
    MS(3),
    US(6),
    NS(9);

    private final int digits;

    Unit(int digits) {
      this.digits = digits;
    }

    static Stream<TimeFormat> formats() {
      return Stream.of(values())
          .map(
              unit ->
                  TimeFormat.named(
                      "epoch_" + unit.name().toLowerCase(Locale.ROOT),
                      text -> number(text).flatMap(unit::time)));
    }

    private Optional<WallTime> time(BigDecimal number) {
      BigDecimal seconds = number.movePointLeft(digits);
      return seconds.abs().compareTo(END) < 0
          ? Optional.of(WallTime.utc(instant(seconds)))
          : Optional.empty();
    }
  }

  private Epoch() {}

  /** The unit is the greatest by which the time is before the year 5138. */
  static Optional<WallTime> parse(String text) {
    return number(text)
        .flatMap(
            number ->
                Stream.of(Unit.values())
                    .map(unit -> unit.time(number))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(
        seconds.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
  }
}
