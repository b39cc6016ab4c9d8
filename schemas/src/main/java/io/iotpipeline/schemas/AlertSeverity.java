package io.iotpipeline.schemas;

/**
 * The texts of {@link SensorAlert}'s {@code severity}, in rising order. Names are only ever added.
 */
public enum AlertSeverity {
  INFO,
  WARNING,
  CRITICAL
}
