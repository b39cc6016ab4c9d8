package io.iotpipeline.cli.option;

import io.iotpipeline.devstack.config.GatewayPorts;
import io.iotpipeline.devstack.config.MonitoringPorts;
import io.iotpipeline.devstack.config.Ports;
import java.util.List;
import picocli.CommandLine.Option;

/** The ports of a development stack. */
final class PortOptions {

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Kafka's port for clients (default 9092).")
  Integer kafka;

  @Option(
      names = "--kafka-controller-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of Kafka's controller (default 9093).")
  Integer kafkaController;

  @Option(
      names = "--kafka-replication-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port between Kafka's brokers, used with --secure (default 9091).")
  Integer kafkaReplication;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of the schema registry (default 8081).")
  Integer registry;

  @Option(
      names = "--connect-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of the Connect worker (default 8083).")
  Integer connect;

  @Option(
      names = "--cassandra-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "CQL port of each Cassandra node (default 9042).")
  Integer cassandra;

  @Option(
      names = "--cassandra-storage-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port between Cassandra nodes (default 7000).")
  Integer cassandraStorage;

  @Option(
      names = "--cassandra-jmx-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "JMX port of the first Cassandra node; the other nodes use the next ports (default"
              + " 7199).")
  Integer cassandraJmx;

  @Option(
      names = "--streams-app-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description =
          "HTTP port of the first streams-app instance; the other instances use the next ports"
              + " (default 8090).")
  Integer streamsApp;

  @Option(
      names = "--gateway-http-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of the gateway (default 8094).")
  Integer gatewayHttp;

  @Option(
      names = "--gateway-mqtt-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "MQTT port of the gateway (default 1883).")
  Integer gatewayMqtt;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of the read API and the console (default 8095).")
  Integer api;

  @Option(
      names = "--prometheus-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of Prometheus (default 9090).")
  Integer prometheus;

  @Option(
      names = "--alertmanager-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "HTTP port of Alertmanager (default 9095).")
  Integer alertmanager;

  @Option(
      names = "--kafka-metrics-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of Kafka's JMX exporter (default 9404).")
  Integer kafkaMetrics;

  @Option(
      names = "--connect-metrics-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of Connect's JMX exporter (default 9405).")
  Integer connectMetrics;

  @Option(
      names = "--cassandra-metrics-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Port of each Cassandra node's JMX exporter (default 9406).")
  Integer cassandraMetrics;

  /** The saved ports with those that were given. */
  Ports applyTo(Ports saved) {
    return new Ports(
        orElse(kafka, saved.kafka()),
        orElse(kafkaController, saved.kafkaController()),
        orElse(kafkaReplication, saved.kafkaReplication()),
        orElse(registry, saved.registry()),
        orElse(connect, saved.connect()),
        orElse(cassandra, saved.cassandra()),
        orElse(cassandraStorage, saved.cassandraStorage()),
        cassandraJmx == null ? saved.cassandraJmx() : List.of(cassandraJmx),
        streamsApp == null ? saved.streamsApps() : List.of(streamsApp),
        monitoring(saved.monitoring()),
        gateway(saved.gateway()),
        orElse(api, saved.api()));
  }

  private GatewayPorts gateway(GatewayPorts saved) {
    return new GatewayPorts(orElse(gatewayHttp, saved.http()), orElse(gatewayMqtt, saved.mqtt()));
  }

  private MonitoringPorts monitoring(MonitoringPorts saved) {
    return new MonitoringPorts(
        orElse(kafkaMetrics, saved.kafka()),
        orElse(connectMetrics, saved.connect()),
        orElse(cassandraMetrics, saved.cassandra()),
        orElse(prometheus, saved.prometheus()),
        orElse(alertmanager, saved.alertmanager()));
  }

  private static int orElse(Integer given, int saved) {
    return given == null ? saved : given;
  }
}
