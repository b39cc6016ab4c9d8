package io.iotpipeline.api.answer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.LocalDate;

/**
 * Writes times as ISO-8601 in UTC with milliseconds, without the JDK's formatter. A month of hours
 * has 1,440 of them; those of a day have their date in common.
 */
final class UtcTime {

  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** The date that was last written. */
  private static volatile Day last = Day.of(0);

  private record Day(long epochDay, String date) {

    static Day of(long epochDay) {
      return new Day(epochDay, LocalDate.ofEpochDay(epochDay).toString());
    }
  }

  private UtcTime() {}

  /**
   * @param epochMs ms since 1970-01-01T00:00:00Z
   */
  static String format(long epochMs) {
    long epochDay = Math.floorDiv(epochMs, DAY_MS);
    Day day = last;
    if (day.epochDay() != epochDay) {
      day = Day.of(epochDay);
      last = day;
    }
    return day.date() + timeOfDay((int) Math.floorMod(epochMs, DAY_MS));
  }

  private static String timeOfDay(int ms) {
    byte[] text = {'T', 0, 0, ':', 0, 0, ':', 0, 0, '.', 0, 0, 0, 'Z'};
    put(text, 1, 2, ms / 3_600_000);
    put(text, 4, 2, ms / 60_000 % 60);
    put(text, 7, 2, ms / 1_000 % 60);
    put(text, 10, 3, ms % 1_000);
    return new String(text, ISO_8859_1);
  }

  private static void put(byte[] text, int from, int digits, int number) {
    int rest = number;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
