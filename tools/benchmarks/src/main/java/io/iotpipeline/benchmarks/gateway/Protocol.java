package io.iotpipeline.benchmarks.gateway;

import java.util.Locale;

/** A protocol of the gateway. */
public enum Protocol {
  HTTP,
  MQTT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
