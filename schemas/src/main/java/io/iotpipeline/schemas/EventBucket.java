package io.iotpipeline.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much of a sensor's readings one partition of table {@code sensor_events} holds. */
public enum EventBucket {
  @JsonProperty("day")
  DAY,
  @JsonProperty("hour")
  HOUR;

  private static final int HOURS_OF_DAY = 24;

  /** The bucket of that name, in lower case. */
  public static EventBucket of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /**
   * The value of column {@code hour}, which is part of the partition key.
   *
   * @param timeMs the event's time, milliseconds since 1970-01-01T00:00:00Z
   * @return 0 with day buckets, else the UTC hour of the day, 0 to 23
   */
  public int hourOf(long timeMs) {
    return this == DAY ? 0 : Math.floorMod(Math.floorDiv(timeMs, UtcHour.MILLIS), HOURS_OF_DAY);
  }

  /** In lower case, as setting {@code event.bucket} and the verbs write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
