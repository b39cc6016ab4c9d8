package io.iotpipeline.devstack.security;

/** A password or token, by what it is for. */
public enum Secret {
  /** Of the trust store. It protects nothing secret, but the formats of stores want one. */
  TRUST_STORE("truststore.password"),
  /** Of the key store with the certificate. */
  KEY_STORE("keystore.password"),
  /** Login to Kafka. */
  KAFKA("kafka.password"),
  /** Token for the schema registry, with a role. */
  REGISTRY("registry.token"),
  /** Login to a schema registry that knows no tokens. */
  REGISTRY_PASSWORD("registry.password"),
  /** Login to the REST API of Connect. */
  CONNECT("connect.password"),
  /** Login to Cassandra; of Cassandra itself, the superuser's. */
  CASSANDRA("cassandra.password"),
  /** The superuser's password before the last rotation. */
  PREVIOUS_CASSANDRA("cassandra.password.previous"),
  /** Login to the JMX ports of Cassandra. */
  JMX("jmx.password"),
  /** Token for queries of the streams app, or of the API. */
  HTTP_READ("http.read.token"),
  /** The API's copy of the token for queries of the streams app. */
  STREAMS_APP_READ("streams.app.read.token"),
  /** The operator's copy of the token for queries of the API. */
  API_READ("api.read.token"),
  /** Token for replays of the API. */
  HTTP_REPLAY("http.replay.token"),
  /** The operator's copy of the token for replays of the API. */
  API_REPLAY("api.replay.token"),
  /** Token for the metrics of the streams app, of the gateway or of the API. */
  HTTP_METRICS("http.metrics.token"),
  /** Token for sending through the gateway. */
  GATEWAY("gateway.token"),
  /** Login to the metrics of Kafka, Connect and Cassandra, and to Prometheus. */
  METRICS("metrics.password"),
  /** Login to Alertmanager. */
  ALERTMANAGER("alertmanager.password"),
  /** Login of people to the pages of Kafka UI and Grafana. */
  PAGES("pages.password");

  private final String key;

  Secret(String key) {
    this.key = key;
  }

  /** Its key in the file of secrets. */
  public String key() {
    return key;
  }
}
