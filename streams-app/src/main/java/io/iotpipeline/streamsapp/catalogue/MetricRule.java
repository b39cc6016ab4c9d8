package io.iotpipeline.streamsapp.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/**
 * The rule of a metric; all numbers are in its unit.
 *
 * @param unit unit, for messages
 * @param min smallest plausible reading; minus infinity for none
 * @param max greatest plausible reading; infinity for none
 * @param sentinels values that devices send when they have no reading
 * @param alert fixed limits; a reading beyond them raises an alert
 */
@SuppressWarnings("ArrayRecordComponent") // avoids boxing; rules are never compared
public record MetricRule(
    @JsonProperty("unit") String unit,
    @JsonProperty("min") Double min,
    @JsonProperty("max") Double max,
    @JsonProperty("sentinels") double[] sentinels,
    @JsonProperty("alert") AlertRule alert) {

  /** Alert limits; null or NaN for none. */
  record AlertRule(@JsonProperty("below") Double below, @JsonProperty("above") Double above) {}

  public MetricRule {
    min = min == null ? Double.NEGATIVE_INFINITY : min;
    max = max == null ? Double.POSITIVE_INFINITY : max;
    sentinels = sentinels == null ? new double[0] : sentinels.clone();
    alert = alert == null ? new AlertRule(null, null) : alert;
  }

  /** Returns whether the reading is plausible. */
  public boolean isInRange(double reading) {
    return reading >= min && reading <= max;
  }

  /** Returns whether the reading is a sentinel. */
  public boolean isSentinel(double reading) {
    for (double sentinel : sentinels) {
      if (reading == sentinel) {
        return true;
      }
    }
    return false;
  }

  /** The range for messages: {@code -90.0 to 85.0 °C}. */
  public String range() {
    return min + " to " + max + (unit == null ? "" : " " + unit);
  }

  /** Returns what is invalid in this rule, or null. */
  String problem() {
    if (min.isNaN() || max.isNaN() || min > max) {
      return "min " + min + " and max " + max + "; expected numbers with min <= max";
    }
    if (Arrays.stream(sentinels).anyMatch(Double::isNaN)) {
      return "sentinels " + Arrays.toString(sentinels) + "; expected numbers";
    }
    if (alert.below() != null && alert.above() != null && alert.below() > alert.above()) {
      return "alert below "
          + alert.below()
          + " above "
          + alert.above()
          + "; expected below <= above, or every reading raises an alert";
    }
    return null;
  }
}
