package io.iotpipeline.chaos.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.chaos.hostile.HostileKind.Encoder;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Generators whose records are events of the right schema. */
final class Events {

  private static final String PREFIX = HostileSensors.PREFIX;
  private static final int METRICS = 10_000;
  private static final Instant FIRST_HOUR = Instant.parse("2000-01-01T00:00:00Z");
  private static final double[] EXTREMES = {
    1e200,
    3e200,
    1.797e308,
    1e308,
    -1e308,
    1e-308,
    -1e-308,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    -0.0,
    0.0,
    Double.MIN_NORMAL,
    1e16,
    1.0
  };
  private static final String[] NAMES = {
    "\u0000", "a/b", "..", "'; DROP TABLE iot.sensor_events; --", "\"", "%2F", "\n", "\t ", "+",
    "\uD83D\uDE00", "\u202Eabc", "é", "e\u0301", "{}", "null", "NaN", "<b>", "${jndi:ldap://x}"
  };

  private Events() {}

  static HostileBurst manyMetrics(Random random, Encoder encoder) {
    Map<String, Double> measurements = new HashMap<>();
    for (int i = 0; i < METRICS; i++) {
      measurements.put("metric_" + i, (double) random.nextInt(100));
    }
    return burst(encoder, event(random, sensor(random, "wide", 1_000_000), now(), measurements));
  }

  static HostileBurst extremeNumbers(Random random, Encoder encoder) {
    Map<String, Double> measurements =
        Map.of(
            "x",
            EXTREMES[random.nextInt(EXTREMES.length)],
            "any",
            Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
    return burst(encoder, event(random, sensor(random, "extreme", 10), now(), measurements));
  }

  /** Of 500 sensors, so that their clocks advance through many hours. */
  static HostileBurst manyHours(Random random, Encoder encoder) {
    long hours = Duration.between(FIRST_HOUR, now()).toHours();
    long hour = (long) (random.nextDouble() * hours);
    Instant time = FIRST_HOUR.plus(Duration.ofHours(hour)).plusSeconds(random.nextInt(3600));
    return burst(encoder, event(random, sensor(random, "hours", 500), time, one(random)));
  }

  static HostileBurst newSensors(Random random, Encoder encoder) {
    String sensor = PREFIX + "new-" + uuid(random);
    return burst(encoder, event(random, sensor, now(), one(random)));
  }

  static HostileBurst oddNames(Random random, Encoder encoder) {
    String sensor = PREFIX + "odd-" + NAMES[random.nextInt(NAMES.length)];
    String metric = "m" + NAMES[random.nextInt(NAMES.length)];
    return burst(encoder, event(random, sensor, now(), Map.of(metric, random.nextGaussian())));
  }

  static HostileBurst oddTimes(Random random, Encoder encoder) {
    Instant[] times = {
      Instant.ofEpochMilli(-1),
      Instant.ofEpochMilli(Long.MIN_VALUE),
      Instant.ofEpochMilli(Long.MAX_VALUE),
      Instant.EPOCH,
      now()
    };
    SensorEvent event =
        event(
            random, sensor(random, "times", 10), times[random.nextInt(times.length)], one(random));
    Long recordTime = random.nextBoolean() ? 0L : null;
    return HostileBurst.of(
        List.of(
            Records.at(recordTime, event.getSensorId().getBytes(UTF_8), encoder.encode(event))));
  }

  static HostileBurst wrongKey(Random random, Encoder encoder) {
    SensorEvent event = event(random, sensor(random, "key", 10), now(), one(random));
    byte[] key = random.nextBoolean() ? null : (PREFIX + "other").getBytes(UTF_8);
    return HostileBurst.of(List.of(Records.of(key, encoder.encode(event))));
  }

  /** A valid event, for generators that damage it. */
  static SensorEvent valid(Random random) {
    return event(random, sensor(random, "damaged", 10), now(), one(random));
  }

  private static HostileBurst burst(Encoder encoder, SensorEvent event) {
    return HostileBurst.of(
        List.of(Records.of(event.getSensorId().getBytes(UTF_8), encoder.encode(event))));
  }

  private static SensorEvent event(
      Random random, String sensor, Instant time, Map<String, Double> measurements) {
    return new SensorEvent(uuid(random).toString(), sensor, time, measurements);
  }

  private static String sensor(Random random, String kind, int count) {
    return PREFIX + kind + "-" + random.nextInt(count);
  }

  private static Map<String, Double> one(Random random) {
    return Map.of("x", random.nextGaussian());
  }

  private static UUID uuid(Random random) {
    return new UUID(
        (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L,
        (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }
}
