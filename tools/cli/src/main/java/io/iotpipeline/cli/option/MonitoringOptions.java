package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.MonitoringPorts;
import picocli.CommandLine.Option;

/** Whether Prometheus is started, and the ports of the metrics. */
final class MonitoringOptions {

  @Option(
      names = "--monitoring",
      negatable = true,
      description =
          "Also start Prometheus with the alert rules of monitoring/; the prometheus binary must"
              + " be installed (default: no).")
  Boolean prometheus;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      description = "HTTP port of Prometheus (default 9090).")
  Integer prometheusPort;

  @Option(
      names = "--kafka-metrics-port",
      paramLabel = "PORT",
      description = "Port of Kafka's JMX exporter (default 9404).")
  Integer kafka;

  @Option(
      names = "--connect-metrics-port",
      paramLabel = "PORT",
      description = "Port of Connect's JMX exporter (default 9405).")
  Integer connect;

  @Option(
      names = "--cassandra-metrics-port",
      paramLabel = "PORT",
      description = "Port of each Cassandra node's JMX exporter (default 9406).")
  Integer cassandra;

  MonitoringPorts applyTo(MonitoringPorts saved) {
    return new MonitoringPorts(
        orElse(kafka, saved.kafka()),
        orElse(connect, saved.connect()),
        orElse(cassandra, saved.cassandra()),
        orElse(prometheusPort, saved.prometheus()));
  }

  boolean prometheus(boolean saved) {
    return prometheus == null ? saved : prometheus;
  }

  private static int orElse(Integer given, int saved) {
    return given == null ? saved : given;
  }
}
