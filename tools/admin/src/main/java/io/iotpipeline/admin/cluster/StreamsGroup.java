package io.iotpipeline.admin.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** The consumer group of all instances of the streams app, also of those started by hand. */
public final class StreamsGroup {

  /** The group's id: the application id of the streams app. */
  public static final String ID = "iot-streams-app";

  private StreamsGroup() {}

  public static ConsumerGroupDescription describe(Pipeline pipeline)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, pipeline.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      return admin
          .describeConsumerGroups(List.of(ID))
          .describedGroups()
          .get(ID)
          .get(10, TimeUnit.SECONDS);
    }
  }
}
