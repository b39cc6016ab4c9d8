package io.iotpipeline.streamsapp.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * What is known of a metric; all numbers in its unit.
 *
 * @param unit for people
 * @param min smallest plausible reading, minus infinity when there is none
 * @param max greatest plausible reading, infinity when there is none
 * @param sentinels values by which devices say that they have no reading
 * @param alert fixed limits, beyond which a reading raises an alert
 */
@SuppressWarnings("ArrayRecordComponent") // boxes would cost, and rules are never compared
public record MetricRule(
    @JsonProperty("unit") String unit,
    @JsonProperty("min") Double min,
    @JsonProperty("max") Double max,
    @JsonProperty("sentinels") double[] sentinels,
    @JsonProperty("alert") AlertRule alert) {

  /** Limits; null or NaN for none. */
  record AlertRule(@JsonProperty("below") Double below, @JsonProperty("above") Double above) {}

  public MetricRule {
    min = min == null ? Double.NEGATIVE_INFINITY : min;
    max = max == null ? Double.POSITIVE_INFINITY : max;
    sentinels = sentinels == null ? new double[0] : sentinels.clone();
    alert = alert == null ? new AlertRule(null, null) : alert;
  }

  /** Whether the reading is plausible. */
  public boolean isInRange(double reading) {
    return reading >= min && reading <= max;
  }

  /** Whether the reading means that there is none. */
  public boolean isSentinel(double reading) {
    for (double sentinel : sentinels) {
      if (reading == sentinel) {
        return true;
      }
    }
    return false;
  }

  /** For messages: {@code -90.0 to 85.0 °C}. */
  public String range() {
    return min + " to " + max + (unit == null ? "" : " " + unit);
  }

  /** What is wrong with the rule itself, or null. */
  String flaw() {
    if (min.isNaN() || max.isNaN() || min > max) {
      return "min " + min + " and max " + max + ": min must be a number not above max";
    }
    if (Arrays.stream(sentinels).anyMatch(Double::isNaN)) {
      return "sentinels " + Arrays.toString(sentinels) + ": each must be a number";
    }
    if (alert.below() != null && alert.above() != null && alert.below() > alert.above()) {
      return "alert below " + alert.below() + " above " + alert.above() + ": every reading alarms";
    }
    return null;
  }
}
