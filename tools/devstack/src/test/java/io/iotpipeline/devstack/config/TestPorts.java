package io.iotpipeline.devstack.config;

import java.util.List;

/** Ports for tests: one Cassandra node, default JMX and monitoring ports. */
public final class TestPorts {

  private TestPorts() {}

  public static Ports of(
      int kafka,
      int kafkaController,
      int registry,
      int connect,
      int cassandra,
      int cassandraStorage,
      Integer... streamsApps) {
    return new Ports(
        kafka,
        kafkaController,
        0, // the default
        registry,
        connect,
        cassandra,
        cassandraStorage,
        null,
        List.of(streamsApps),
        null,
        null,
        0); // the default
  }
}
