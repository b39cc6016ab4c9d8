package io.iotpipeline.local.stack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/** One instance of the project's own streams app. */
public final class StreamsApp extends Server {

  private static final int HEAP_MB = 384;

  public StreamsApp(StackSettings settings) {
    super(settings, "streams-app");
  }

  @Override
  public String address() {
    return "group " + StackSettings.STREAMS_GROUP;
  }

  @Override
  public List<Integer> ports() {
    return List.of();
  }

  @Override
  protected void prepare() throws IOException {}

  @Override
  protected List<String> command() {
    return JavaCommand.ofThisJvm(HEAP_MB)
        .jar(
            new BuiltParts(settings.root()).streamsAppJar(),
            "--bootstrap-servers",
            settings.bootstrapServers(),
            "--schema-registry-url",
            settings.registryUrl(),
            "--state-dir",
            folder().resolve("state").toString());
  }

  /** Ready when the group is stable and this machine's members hold partitions. */
  @Override
  public void probe() throws Exception {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      ConsumerGroupDescription group =
          admin
              .describeConsumerGroups(List.of(StackSettings.STREAMS_GROUP))
              .describedGroups()
              .get(StackSettings.STREAMS_GROUP)
              .get();
      boolean assigned =
          group.members().stream()
              .anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
      if (group.groupState() != GroupState.STABLE || !assigned) {
        throw new IllegalStateException("its consumer group is " + group.groupState());
      }
    }
  }
}
