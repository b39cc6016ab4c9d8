package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.MonitoringPorts;
import picocli.CommandLine.Option;

/** Whether Prometheus runs beside the stack, and where metrics are; kept like the other choices. */
public final class MonitoringOptions {

  @Option(
      names = "--monitoring",
      negatable = true,
      description = {
        "Also start Prometheus, which must be installed, with our alert rules. Kept until",
        "--no-monitoring."
      })
  Boolean prometheus;

  @Option(names = "--prometheus-port", paramLabel = "PORT", description = "Default 9090.")
  Integer prometheusPort;

  @Option(
      names = "--kafka-metrics-port",
      paramLabel = "PORT",
      description = "JMX exporter of Kafka. Default 9404.")
  Integer kafka;

  @Option(
      names = "--connect-metrics-port",
      paramLabel = "PORT",
      description = "JMX exporter of Connect. Default 9405.")
  Integer connect;

  @Option(
      names = "--cassandra-metrics-port",
      paramLabel = "PORT",
      description = "JMX exporter of each Cassandra node. Default 9406.")
  Integer cassandra;

  MonitoringPorts applyTo(MonitoringPorts known) {
    return new MonitoringPorts(
        given(kafka, known.kafka()),
        given(connect, known.connect()),
        given(cassandra, known.cassandra()),
        given(prometheusPort, known.prometheus()));
  }

  boolean prometheus(boolean known) {
    return prometheus == null ? known : prometheus;
  }

  private static int given(Integer port, int known) {
    return port == null ? known : port;
  }
}
