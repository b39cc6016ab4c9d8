package io.iotpipeline.admin.cluster;

import io.iotpipeline.schemas.AvroSerdes;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Sends one real request to a server, as a client does. Each method throws if it fails. */
public final class Probes {

  private Probes() {}

  public static void kafka(String bootstrapServers) throws Exception {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            2000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2000);
    try (Admin admin = Admin.create(config)) {
      admin.describeCluster().clusterId().get(5, TimeUnit.SECONDS);
    }
  }

  public static void registry(String url) {
    AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, url)).registry().subjects();
  }

  /** Lists the connectors, because {@code /health} needs Kafka 3.9 or newer. */
  public static void connect(String url) throws Exception {
    JsonHttp.get(url + "/connectors");
  }
}
