package io.iotpipeline.streamsapp.alert;

/** Severities in ascending order. */
public enum Severity {
  WARNING,
  CRITICAL
}
