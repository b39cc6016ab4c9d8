package io.iotpipeline.gateway.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The counters of the gateway, in Prometheus' format. Thread-safe. */
public final class GatewayMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** For the metrics of a protocol. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All metrics, in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }
}
