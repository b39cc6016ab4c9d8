package io.iotpipeline.connect.cassandra.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How the texts and numbers in one topic's records are read: the keys {@code topic.<topic>.codec.*}
 * of the DataStax connector, and {@code codec.binary}.
 *
 * @param timestamp format of text for a timestamp; empty: text must be a whole number of {@code
 *     unit} since 1970
 * @param date format of text for a date
 * @param time format of text for a time of day
 * @param timeZone of a timestamp whose text states no offset
 * @param unit of a number for a timestamp. Only a unit finer than milliseconds allows digits finer
 *     than milliseconds, which are then cut off
 * @param binary encoding of text for a blob
 */
public record TextFormats(
    Optional<DateTimeFormatter> timestamp,
    DateTimeFormatter date,
    DateTimeFormatter time,
    ZoneId timeZone,
    TimeUnit unit,
    BinaryEncoding binary) {

  /** How text encodes the bytes of a blob. */
  public enum BinaryEncoding {
    /** Hexadecimal after {@code 0x}, else Base64; text that can be either is rejected. */
    AUTO,
    BASE64,
    HEX
  }

  private static final String LOCALE = "locale";
  private static final String TIME_ZONE = "timeZone";
  private static final String TIMESTAMP = "timestamp";
  private static final String DATE = "date";
  private static final String TIME = "time";
  private static final String UNIT = "unit";
  private static final String BINARY = "binary";
  static final List<String> SETTINGS =
      List.of(BINARY, DATE, LOCALE, TIME, TIMESTAMP, TIME_ZONE, UNIT);

  private static final Pattern KEY =
      Pattern.compile(
          "topic\\.(?<topic>[a-zA-Z0-9._-]+)\\.codec\\.(?:" + String.join("|", SETTINGS) + ")");

  /** Returns the topic that a configuration key belongs to; empty for all other keys. */
  static Optional<String> topicOf(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() ? Optional.of(matcher.group("topic")) : Optional.empty();
  }

  static Set<String> topicsIn(Collection<String> keys) {
    Set<String> topics = new TreeSet<>();
    keys.forEach(key -> topicOf(key).ifPresent(topics::add));
    return topics;
  }

  static void define(String topic, ConfigDef definition) {
    String pattern = "a pattern or a constant of java.time.format.DateTimeFormatter";
    Parsing.Parser parser = text -> DateTimePatterns.formatter(text, Locale.ROOT);
    new Definer(topic, definition)
        .define(LOCALE, "en_US", "a language", TextFormats::locale, "Language of month names.")
        .define(
            TIME_ZONE,
            "UTC",
            "a time zone",
            ZoneId::of,
            "Time zone of a timestamp whose text states no offset.")
        .define(
            TIMESTAMP,
            DateTimePatterns.CQL_TIMESTAMP,
            DateTimePatterns.CQL_TIMESTAMP + ", UNITS_SINCE_EPOCH, " + pattern,
            text -> DateTimePatterns.timestamp(text, Locale.ROOT),
            "Format of text for a timestamp.")
        .define(DATE, "ISO_LOCAL_DATE", pattern, parser, "Format of text for a date.")
        .define(TIME, "ISO_LOCAL_TIME", pattern, parser, "Format of text for a time of day.")
        .define(
            UNIT,
            "MILLISECONDS",
            Arrays.toString(TimeUnit.values()),
            TimeUnit::valueOf,
            "Unit of a number for a timestamp, since 1970.")
        .define(
            BINARY,
            "AUTO",
            Arrays.toString(BinaryEncoding.values()),
            BinaryEncoding::valueOf,
            "Encoding of text for a blob. AUTO: hexadecimal after 0x, else Base64.");
  }

  /** Adds the settings of one topic to a definition. */
  private record Definer(String topic, ConfigDef definition) {

    Definer define(
        String setting, String byDefault, String valid, Parsing.Parser parser, String meaning) {
      definition.define(
          key(topic, setting),
          ConfigDef.Type.STRING,
          byDefault,
          Parsing.validator(valid, parser),
          LOW,
          meaning);
      return this;
    }
  }

  static TextFormats of(String topic, AbstractConfig config) {
    Locale locale = locale(config.getString(key(topic, LOCALE)));
    return new TextFormats(
        DateTimePatterns.timestamp(config.getString(key(topic, TIMESTAMP)), locale),
        DateTimePatterns.formatter(config.getString(key(topic, DATE)), locale),
        DateTimePatterns.formatter(config.getString(key(topic, TIME)), locale),
        ZoneId.of(config.getString(key(topic, TIME_ZONE))),
        TimeUnit.valueOf(config.getString(key(topic, UNIT))),
        BinaryEncoding.valueOf(config.getString(key(topic, BINARY))));
  }

  private static String key(String topic, String setting) {
    return "topic." + topic + ".codec." + setting;
  }

  private static Locale locale(String text) {
    return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
  }
}
