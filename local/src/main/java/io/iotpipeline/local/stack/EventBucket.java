package io.iotpipeline.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How much of a sensor's readings one partition of sensor_events holds. */
public enum EventBucket {
  @JsonProperty("day")
  DAY,
  @JsonProperty("hour")
  HOUR;

  /** As the streams app's setting event.bucket and the verbs have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
