package io.iotpipeline.chaos.schedule;

/** A part of the pipeline that faults happen to. */
public enum Component {
  /** The one Kafka node. */
  BROKER,
  /** The schema registry. */
  REGISTRY,
  /** The one Connect worker. */
  CONNECT,
  /** The Cassandra nodes. */
  CASSANDRA,
  /** The instances of the streams app. */
  STREAMS_APP;

  /**
   * The name of a server of the development stack.
   *
   * @param number from 1
   */
  public String server(int number) {
    return switch (this) {
      case BROKER -> "kafka";
      case REGISTRY -> "registry";
      case CONNECT -> "connect";
      case CASSANDRA -> number == 1 ? "cassandra" : "cassandra-" + number;
      case STREAMS_APP -> "streams-app-" + number;
    };
  }
}
