package io.iotpipeline.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The period whose readings of a sensor share one partition of the table {@code sensor_events}. */
public enum EventBucket {
  @JsonProperty("day")
  DAY,
  @JsonProperty("hour")
  HOUR;

  private static final int HOURS_OF_DAY = 24;

  /**
   * @param name {@code day} or {@code hour}, in any case
   * @throws IllegalArgumentException for any other name
   */
  public static EventBucket of(String name) {
    for (EventBucket bucket : values()) {
      if (bucket.name().equalsIgnoreCase(name)) {
        return bucket;
      }
    }
    throw new IllegalArgumentException(
        "event bucket '" + name + "' does not exist; expected day or hour");
  }

  /**
   * Returns the value of the column {@code hour}, which is part of the partition key.
   *
   * @param timeMs event time, in milliseconds since 1970-01-01T00:00:00Z
   * @return 0 for day buckets; for hour buckets the hour of the day in UTC, 0 to 23
   */
  public int hourOf(long timeMs) {
    return this == DAY ? 0 : Math.floorMod(Math.floorDiv(timeMs, UtcHour.MILLIS), HOURS_OF_DAY);
  }

  /** Returns the name in lower case, as in the setting {@code event.bucket} and in the CLI. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
