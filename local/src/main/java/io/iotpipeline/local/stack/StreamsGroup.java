package io.iotpipeline.local.stack;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** The consumer group that all instances of the streams app form, whoever started them. */
final class StreamsGroup {

  private StreamsGroup() {}

  static ConsumerGroupDescription describe(StackSettings settings)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      return admin
          .describeConsumerGroups(List.of(StackSettings.STREAMS_GROUP))
          .describedGroups()
          .get(StackSettings.STREAMS_GROUP)
          .get(10, TimeUnit.SECONDS);
    }
  }
}
