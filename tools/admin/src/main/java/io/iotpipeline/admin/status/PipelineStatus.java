package io.iotpipeline.admin.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.StreamsGroup;
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
 * The state of a pipeline at one moment.
 *
 * @param services the servers, in the order of their start
 * @param streamsMembers the threads of all streams-app instances, including manually started ones
 * @param connectors all connectors of the Connect worker
 */
public record PipelineStatus(
    List<Service> services,
    @JsonProperty("streams_app") List<Member> streamsMembers,
    List<ConnectApi.Status> connectors) {

  /**
   * A server.
   *
   * @param state of a local server: UP (answers), NOT READY (runs but does not answer) or DOWN; of
   *     a remote server: UP or NO ANSWER
   * @param pid null for a remote server or one that is DOWN
   * @param memoryMb resident memory in MiB; null if unknown
   * @param log path of the log file; null for a remote server
   */
  public record Service(
      String name,
      String state,
      Long pid,
      @JsonProperty("memory_mb") Long memoryMb,
      String address,
      String log) {}

  /**
   * A thread of the streams app.
   *
   * @param clientId names the instance and its thread
   * @param partitions assigned partitions of sensor-events
   */
  public record Member(@JsonProperty("client_id") String clientId, List<Integer> partitions) {}

  /** Whether all servers are UP and there are connectors that all run. */
  @JsonProperty
  public boolean ok() {
    return services.stream().allMatch(service -> service.state().equals("UP"))
        && !connectors.isEmpty()
        && connectors.stream().allMatch(ConnectApi.Status::allRunning);
  }

  /**
   * Adds the threads of the streams app if Kafka is UP, and the connectors if Connect is UP.
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

  private static List<ConnectApi.Status> connectors(Pipeline pipeline) {
    ConnectApi connect = new ConnectApi(pipeline.connectUrl());
    List<ConnectApi.Status> connectors = new ArrayList<>();
    try {
      for (String name : connect.connectors()) {
        connectors.add(connect.status(name));
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
