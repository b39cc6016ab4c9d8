package io.iotpipeline.admin.cluster;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.BrokerProbe;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Sends one real request to a server, as a client does. Each method throws if it fails. */
public final class Probes {

  /** A broker of a busy machine answers a new client after more than two seconds. */
  private static final int KAFKA_TIMEOUT_MS = 5000;

  private Probes() {}

  public static void kafka(Pipeline pipeline) throws Exception {
    Map<String, Object> config =
        pipeline.kafkaSettings(
            Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                KAFKA_TIMEOUT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                KAFKA_TIMEOUT_MS));
    Optional<String> problem = BrokerProbe.problem(config).or(() -> BrokerProbe.tlsProblem(config));
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().clusterId().get(2L * KAFKA_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }
  }

  public static void registry(Pipeline pipeline) {
    AvroSerdes.of(pipeline.registrySettings()).registry().subjects();
  }

  /** Lists the connectors, because {@code /health} needs Kafka 3.9 or newer. */
  public static void connect(Pipeline pipeline) throws Exception {
    new ConnectApi(pipeline).connectors();
  }
}
