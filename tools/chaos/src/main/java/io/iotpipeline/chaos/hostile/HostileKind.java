package io.iotpipeline.chaos.hostile;

import io.iotpipeline.schemas.SensorEvent;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A kind of hostile input. The name in options is the constant with dashes: {@code many-metrics}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the generators have no state
public enum HostileKind {
  /** A valid event of a new sensor with 10,000 metrics. */
  MANY_METRICS(1, Events::manyMetrics),
  /**
   * A reading of almost the largest double, or of the smallest, all of one hour and few sensors.
   */
  EXTREME_NUMBERS(0, Events::extremeNumbers),
  /** Events of one sensor, each an hour later than the one before, and of any hour since 2000. */
  MANY_HOURS(0, Events::manyHours),
  /** Each event is of another new sensor. */
  NEW_SENSORS(0, Events::newSensors),
  /** Sensors and metrics whose names are legal and unpleasant. */
  ODD_NAMES(0, Events::oddNames),
  /** Event times before 1970, in the year 292278994, and record times of 1970. */
  ODD_TIMES(0, Events::oddTimes),
  /** An event under the key of another sensor, and under none. */
  WRONG_KEY(0, Events::wrongKey),
  /** Random bytes, with and without the header of the wire format; cut and extended events. */
  JUNK(0, Bytes::junk),
  /** A schema id that no registry has, another one each time. */
  UNKNOWN_SCHEMAS(0, Bytes::unknownSchemas),
  /** No value, with a key and without. */
  TOMBSTONES(0, Bytes::tombstones),
  /** Megabytes of random letters A to C, gzip; another codec makes them larger. */
  LETTERS(10, Bytes::letters),
  /** A header of 300 kB, and 2,000 small ones. */
  HUGE_HEADERS(2, Bytes::hugeHeaders),
  /** A key of 600 kB. */
  HUGE_KEYS(2, Bytes::hugeKeys),
  /** 64 records of 1 MB of zeros, each a small batch of its own. */
  SMALL_BOMBS(30, Bytes::smallBombs),
  /** One record of 300 MB of zeros, zstd. */
  ZSTD_BOMB(60, random -> Bytes.bomb("zstd")),
  /** One record of 300 MB of zeros, gzip. */
  GZIP_BOMB(60, random -> Bytes.bomb("gzip")),
  /** One record in each partition, in a transaction whose producer halts. */
  OPEN_TRANSACTION(90, Bytes::openTransaction);

  private final int everySeconds;
  private final BiFunction<Random, Encoder, HostileBurst> generator;

  HostileKind(int everySeconds, BiFunction<Random, Encoder, HostileBurst> generator) {
    this.everySeconds = everySeconds;
    this.generator = generator;
  }

  HostileKind(int everySeconds, Function<Random, HostileBurst> generator) {
    this(everySeconds, (random, encoder) -> generator.apply(random));
  }

  /** Serializes an event to the wire format. */
  @FunctionalInterface
  public interface Encoder {
    byte[] encode(SensorEvent event);
  }

  /** The next records of this kind. */
  public HostileBurst next(Random random, Encoder encoder) {
    return generator.apply(random, encoder);
  }

  /** The shortest time between two bursts: some take megabytes or stop a partition for a while. */
  public int everySeconds() {
    return everySeconds;
  }

  /** Its name in options. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
