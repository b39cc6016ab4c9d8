package io.iotpipeline.local.stack;

import java.io.IOException;
import java.util.List;
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

  /** Ready when the group is stable and has its partitions. */
  @Override
  public void probe() throws Exception {
    ConsumerGroupDescription group = StreamsGroup.describe(settings);
    boolean assigned =
        group.members().stream()
            .anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
    if (group.groupState() != GroupState.STABLE || !assigned) {
      throw new IllegalStateException("its consumer group is " + group.groupState());
    }
  }
}
