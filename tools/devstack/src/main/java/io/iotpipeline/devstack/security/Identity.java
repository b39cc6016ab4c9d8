package io.iotpipeline.devstack.security;

import java.util.List;
import java.util.Locale;

/**
 * Who serves or logs in. Each has a folder of its own with all that it needs and nothing of the
 * others, so that the folder can be given to whoever it is for.
 */
public enum Identity {
  /** The broker and controller; its certificate is that of the super user. */
  KAFKA(true),
  REGISTRY(true),
  CONNECT(true),
  CASSANDRA(true),
  STREAMS_APP(true),
  /** Takes the readings of devices over HTTP and MQTT. */
  GATEWAY(true),
  /** Answers what people and programs ask, serves the console, and replays rejected records. */
  API(true),
  /** Scrapes the metrics of all servers; Alertmanager is part of it. */
  PROMETHEUS(true),
  /** The pages of Kafka UI; only in Compose. */
  KAFKA_UI(true),
  /** The dashboards; only in Compose. */
  GRAFANA(true),
  /** Whoever sends readings. */
  DEVICE(false),
  /** Whoever sets up, verifies and repairs: all verbs. */
  OPERATOR(false),
  /** Whoever only reads tables, such as a dashboard. */
  READER(false);

  private final boolean server;

  Identity(boolean server) {
    this.server = server;
  }

  /** Its name in Kafka, in the registry and in Connect, and of its folder. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its role in Cassandra. */
  public String role() {
    return "iot_" + id().replace('-', '_');
  }

  /** Whether it has a certificate. */
  boolean isServer() {
    return server;
  }

  /**
   * Whether it shows its certificate as a client too: between brokers, and between Cassandra nodes.
   */
  boolean isPeer() {
    return this == KAFKA || this == CASSANDRA;
  }

  /** Whether it has a token of the registry, if that takes tokens. */
  boolean usesRegistry() {
    return switch (this) {
      case CONNECT, STREAMS_APP, GATEWAY, API, DEVICE, OPERATOR -> true;
      default -> false;
    };
  }

  /** Whether it is a program that reads its certificate in PEM. */
  boolean readsPem() {
    return this == PROMETHEUS || this == GRAFANA;
  }

  /** The passwords and tokens that it has of its own. */
  List<Secret> secrets() {
    return switch (this) {
      case KAFKA, REGISTRY -> List.of();
      case CONNECT -> List.of(Secret.KAFKA, Secret.CASSANDRA, Secret.ALERTMANAGER);
      case CASSANDRA -> List.of(Secret.CASSANDRA, Secret.JMX);
      case STREAMS_APP -> List.of(Secret.KAFKA, Secret.HTTP_READ, Secret.HTTP_METRICS);
      case GATEWAY -> List.of(Secret.KAFKA, Secret.HTTP_METRICS);
      case API ->
          List.of(
              Secret.KAFKA,
              Secret.CASSANDRA,
              Secret.HTTP_READ,
              Secret.HTTP_REPLAY,
              Secret.HTTP_METRICS);
      case PROMETHEUS -> List.of(Secret.METRICS, Secret.ALERTMANAGER);
      case KAFKA_UI -> List.of(Secret.KAFKA, Secret.CONNECT, Secret.PAGES);
      case GRAFANA -> List.of(Secret.METRICS, Secret.PAGES);
      case DEVICE -> List.of(Secret.KAFKA, Secret.GATEWAY);
      case OPERATOR -> List.of(Secret.KAFKA, Secret.CONNECT, Secret.CASSANDRA);
      case READER -> List.of(Secret.CASSANDRA);
    };
  }
}
