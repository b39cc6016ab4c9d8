package io.iotpipeline.benchmarks.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** What a client asks the read API for. */
public enum Question {
  /** The newest readings of a sensor. */
  LATEST(80) {
    @Override
    String path(String sensor) {
      return "/v1/sensors/" + sensor + "/latest";
    }
  },
  /** A page of 100 sensors, those that need attention first. */
  FLEET(15) {
    @Override
    String path(String sensor) {
      return "/v1/sensors?limit=100";
    }
  },
  /** The hours of a metric in a month. */
  MONTH(5) {
    @Override
    String path(String sensor) {
      Instant from = Instant.now().minus(HISTORY).truncatedTo(ChronoUnit.HOURS);
      return "/v1/sensors/%s/hourly?metric=temperature&limit=1000&from=%s".formatted(sensor, from);
    }
  };

  static final Duration HISTORY = Duration.ofDays(30);

  private final int percent;

  /**
   * @param percent of all questions
   */
  Question(int percent) {
    this.percent = percent;
  }

  abstract String path(String sensor);

  /** A question by chance, in the shares of each. */
  static Question any(Random random) {
    int left = random.nextInt(100);
    for (Question each : values()) {
      left -= each.percent;
      if (left < 0) {
        return each;
      }
    }
    throw new IllegalStateException("the shares are not 100 percent");
  }
}
