package io.iotpipeline.producer.parse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A way to write a date and a time. */
public final class TimeFormat {

  /** ISO-8601 with {@code T} or a space, also without seconds or without a time. */
  public static final TimeFormat ISO = ofDate("iso", "uuuu-MM-dd");

  /** A number of seconds, milli-, micro- or nanoseconds since 1970; its magnitude decides. */
  public static final TimeFormat EPOCH = new TimeFormat("epoch", Epoch::parse);

  private static final List<TimeFormat> KNOWN =
      Stream.of(
              Stream.of(ISO),
              // Year first.
              Stream.of("uuuu-M-d", "uuuu/M/d", "uuuu.M.d").map(TimeFormat::ofDate),
              // Germany and others write points; with slashes and dashes the day or the month
              // can be first.
              Stream.of("d.M.uuuu", "d.M.uu").map(TimeFormat::ofDate),
              Stream.of("M/d/uuuu", "d/M/uuuu", "M/d/uu", "d/M/uu").map(TimeFormat::ofDate),
              Stream.of("d-M-uuuu", "M-d-uuuu").map(TimeFormat::ofDate),
              // Months with their English names.
              Stream.of("d MMM uuuu", "d-MMM-uuuu", "d-MMM-uu", "MMM d uuuu", "EEE d MMM uuuu")
                  .map(TimeFormat::ofDate),
              Stream.of("EEE MMM d uuuu").map(TimeFormat::ofDate),
              Stream.of(ofDate("uuuuMMdd", "uuuuMMdd[ HHmmss][ HHmm]")),
              Stream.of("uuuuMMddHH", "uuuuMMddHHmm", "uuuuMMddHHmmss").map(TimeFormat::ofDigits),
              Stream.of(EPOCH))
          .flatMap(formats -> formats)
          .toList();

  private static final Pattern SPACES = Pattern.compile("[\\h,]*\\h[\\h,]*|(?<=\\d)[Tt](?=\\d)");
  private static final Pattern CLOCK_WITH_POINTS =
      Pattern.compile(" (\\d{1,2})\\.(\\d{2})\\.(\\d{2})(?!\\d)");
  private static final Pattern COMMA_OF_SECONDS = Pattern.compile("(:\\d\\d),(\\d)");
  private static final Pattern UTC = Pattern.compile("(?<=\\d)\\h?(UTC|GMT|z)$");
  private static final Pattern MIDNIGHT = Pattern.compile("(.* )24:00(:00(\\.0+)?)?");

  private final String name;
  private final Function<String, Optional<WallTime>> parser;

  private TimeFormat(String name, Function<String, Optional<WallTime>> parser) {
    this.name = name;
    this.parser = parser;
  }

  /** The formats that are recognized. Where two fit the same text, the first is preferred. */
  public static List<TimeFormat> known() {
    return KNOWN;
  }

  /**
   * @param text the name of a {@link #known} format; {@code epoch_s}, {@code epoch_ms}, {@code
   *     epoch_us} or {@code epoch_ns}; or a pattern of {@link DateTimeFormatter}, for example
   *     {@code dd/MM/yyyy HH:mm}
   * @throws IllegalArgumentException if the text is neither
   */
  public static TimeFormat of(String text) {
    return Stream.concat(KNOWN.stream(), Epoch.Unit.formats())
        .filter(format -> format.name.equals(text))
        .findFirst()
        .orElseGet(
            () -> {
              // A year of the era ("y") is the same as "u" from the year 1 on, but is no date
              // without an era.
              DateTimeFormatter formatter = strict(builder().appendPattern(text.replace('y', 'u')));
              return new TimeFormat(text, time -> parse(formatter, time));
            });
  }

  static TimeFormat named(String name, Function<String, Optional<WallTime>> parser) {
    return new TimeFormat(name, parser);
  }

  private static TimeFormat ofDate(String datePattern) {
    return ofDate(datePattern, datePattern);
  }

  /** A date, and after it optionally a time of 12 or 24 hours and an offset. */
  private static TimeFormat ofDate(String name, String datePattern) {
    DateTimeFormatter formatter =
        strict(
            builder()
                .appendPattern(datePattern)
                .optionalStart()
                .appendPattern(" h:mm[:ss]")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .appendPattern("[ ]a")
                .optionalEnd()
                .optionalStart()
                .appendPattern(" H:mm[:ss]")
                .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                .optionalEnd()
                .appendPattern("[ ]")
                .appendOptional(offset("+HH:MM"))
                .appendOptional(offset("+HHMM"))
                .appendOptional(offset("+HH")));
    return new TimeFormat(name, text -> parseNormalized(formatter, text));
  }

  private static DateTimeFormatter offset(String pattern) {
    return new DateTimeFormatterBuilder().appendOffset(pattern, "Z").toFormatter(Locale.ENGLISH);
  }

  /** Digits only, of the years 1900 to 2100: other numbers are times since 1970. */
  private static TimeFormat ofDigits(String pattern) {
    DateTimeFormatter formatter =
        strict(builder().appendPattern(pattern).parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0));
    return new TimeFormat(
        pattern,
        text ->
            text.length() == pattern.length()
                ? parse(formatter, text).filter(TimeFormat::isOfOurTime)
                : Optional.empty());
  }

  private static boolean isOfOurTime(WallTime time) {
    return time.dateTime().getYear() >= 1900 && time.dateTime().getYear() <= 2100;
  }

  private static DateTimeFormatterBuilder builder() {
    return new DateTimeFormatterBuilder().parseCaseInsensitive();
  }

  private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
    return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
  }

  /** Writes what is written in many ways in one way. */
  private static Optional<WallTime> parseNormalized(DateTimeFormatter formatter, String text) {
    String spaced = SPACES.matcher(text).replaceAll(" ");
    String colons = CLOCK_WITH_POINTS.matcher(spaced).replaceFirst(" $1:$2:$3");
    String seconds = COMMA_OF_SECONDS.matcher(colons).replaceFirst("$1.$2");
    String zoned = UTC.matcher(seconds).replaceFirst("Z");
    if (MIDNIGHT.matcher(zoned).matches()) {
      return parse(formatter, zoned.replace(" 24:", " 00:"))
          .map(time -> new WallTime(time.dateTime().plusDays(1), time.offset()));
    }
    return parse(formatter, zoned);
  }

  private static Optional<WallTime> parse(DateTimeFormatter formatter, String text) {
    try {
      TemporalAccessor time =
          formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof OffsetDateTime withOffset) {
        return Optional.of(
            new WallTime(withOffset.toLocalDateTime(), Optional.of(withOffset.getOffset())));
      }
      LocalDateTime local =
          time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
      return Optional.of(new WallTime(local, Optional.empty()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the time, or empty if the text has another format. */
  public Optional<WallTime> parse(String text) {
    return parser.apply(text);
  }

  /** As in {@code --time-format}. */
  @Override
  public String toString() {
    return name;
  }
}
