package io.iotpipeline.admin.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.StreamsGroup;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * What runs, as of one moment.
 *
 * @param services the servers, in the order of their start
 * @param streamsMembers the threads of all streams-app instances, also of those started by hand
 * @param connectors those that the worker has
 */
public record PipelineStatus(
    List<Service> services,
    @JsonProperty("streams_app") List<Member> streamsMembers,
    List<Connector> connectors) {

  /**
   * @param state UP (answers), NOT READY (runs, but does not answer) or DOWN; NO ANSWER of servers
   *     that this machine does not run
   * @param memoryMb resident memory, where the system tells it
   * @param log its file, of servers that this machine runs
   */
  public record Service(
      String name,
      String state,
      Long pid,
      @JsonProperty("memory_mb") Long memoryMb,
      String address,
      String log) {}

  /**
   * @param clientId names the instance and its thread
   * @param partitions of sensor-events that it has
   */
  public record Member(@JsonProperty("client_id") String clientId, List<Integer> partitions) {}

  /** A connector, with a state for each task. */
  public record Connector(String name, String state, List<String> tasks) {
    boolean running() {
      return state.equals("RUNNING")
          && !tasks.isEmpty()
          && tasks.stream().allMatch("RUNNING"::equals);
    }
  }

  @JsonProperty
  public boolean ok() {
    return services.stream().allMatch(service -> service.state().equals("UP"))
        && !connectors.isEmpty()
        && connectors.stream().allMatch(Connector::running);
  }

  /**
   * Completes the states of the servers with those of the streams app's threads and the connectors,
   * as far as Kafka and Connect are up.
   *
   * @param services states of the servers, in the order of their start
   */
  public static PipelineStatus of(Pipeline pipeline, List<Service> services) {
    return new PipelineStatus(
        services,
        isUp(services, "kafka") ? members(pipeline) : List.of(),
        isUp(services, "connect") ? connectors(pipeline) : List.of());
  }

  private static boolean isUp(List<Service> services, String name) {
    return services.stream().anyMatch(s -> s.name().equals(name) && s.state().equals("UP"));
  }

  private static List<Member> members(Pipeline pipeline) {
    try {
      return StreamsGroup.describe(pipeline).members().stream()
          .map(member -> new Member(member.clientId(), partitions(member)))
          .sorted(Comparator.comparing(Member::clientId))
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<Integer> partitions(MemberDescription member) {
    return member.assignment().topicPartitions().stream()
        .filter(partition -> partition.topic().equals(Topics.SENSOR_EVENTS.name()))
        .map(TopicPartition::partition)
        .sorted()
        .toList();
  }

  private static List<Connector> connectors(Pipeline pipeline) {
    ConnectApi connect = new ConnectApi(pipeline.connectUrl());
    List<Connector> connectors = new ArrayList<>();
    try {
      for (String name : connect.connectors()) {
        ConnectApi.Status status = connect.status(name);
        connectors.add(new Connector(name, status.state(), status.tasks()));
      }
      return connectors;
    } catch (IOException e) {
      return connectors;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return connectors;
    }
  }
}
