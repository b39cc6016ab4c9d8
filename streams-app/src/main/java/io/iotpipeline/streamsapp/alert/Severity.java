package io.iotpipeline.streamsapp.alert;

/** How bad it is, the worse later. */
public enum Severity {
  WARNING,
  CRITICAL
}
