package io.iotpipeline.admin.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.kafka.StreamsGroup;
import io.iotpipeline.admin.kafka.TopicPartitions;
import io.iotpipeline.schemas.PartitionCounts;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * The state of a pipeline at one moment.
 *
 * @param services the servers, in the order of their start
 * @param streamsMembers the threads of all streams-app instances, including manually started ones
 * @param connectors all connectors of the Connect worker
 * @param problems what is wrong with the partitions of the topics
 */
public record PipelineStatus(
    List<Service> services,
    @JsonProperty("streams_app") List<Member> streamsMembers,
    List<ConnectApi.Status> connectors,
    List<Problem> problems) {

  /** How bad a problem is. */
  public enum Severity {
    /** The pipeline works, but not as declared. */
    WARNING,
    /** The streams app cannot start. */
    ERROR
  }

  /**
   * A problem of the whole pipeline.
   *
   * @param text what is wrong, and the remedy
   */
  public record Problem(Severity severity, String text) {}

  /**
   * A server.
   *
   * @param state of a local server: UP (answers), NOT READY (runs but does not answer) or DOWN; of
   *     a remote server: UP or NO ANSWER
   * @param pid null for a remote server or one that is DOWN
   * @param started when the process was started, ISO-8601 in UTC; null if unknown. A server that
   *     has been started a moment ago, again and again, crashes
   * @param memoryMb resident memory in MiB; null if unknown
   * @param log path of the log file; null for a remote server
   * @param error why it is not UP, in one line; null if it is, or if it was stopped in order
   */
  public record Service(
      String name,
      String state,
      Long pid,
      String started,
      @JsonProperty("memory_mb") Long memoryMb,
      String address,
      String log,
      String error) {}

  /**
   * A thread of the streams app.
   *
   * @param clientId names the instance and its thread
   * @param instance name of the server; null if it is not one of the services
   * @param address of the instance; of one that is not among the services, only the host
   * @param partitions assigned partitions of sensor-events
   */
  public record Member(
      @JsonProperty("client_id") String clientId,
      String instance,
      String address,
      List<Integer> partitions) {

    /** An instance of the stack has its name as the prefix of its client ids. */
    static Member of(
        String clientId, String host, List<Integer> partitions, List<Service> services) {
      return services.stream()
          .filter(service -> clientId.startsWith(service.name() + "-StreamThread-"))
          .findFirst()
          .map(service -> new Member(clientId, service.name(), service.address(), partitions))
          .orElseGet(() -> new Member(clientId, null, host.replaceFirst("^/", ""), partitions));
    }
  }

  /** Whether all servers are UP, there are connectors that all run, and there is no error. */
  @JsonProperty
  public boolean ok() {
    return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR)
        && services.stream().allMatch(service -> service.state().equals("UP"))
        && !connectors.isEmpty()
        && connectors.stream().allMatch(ConnectApi.Status::allRunning);
  }

  /**
   * Adds the threads of the streams app and the problems of the topics if Kafka is UP, and the
   * connectors if Connect is UP.
   *
   * @param services states of the servers, in the order of their start
   */
  public static PipelineStatus of(Pipeline pipeline, List<Service> services) {
    boolean kafka = isUp(services, "kafka");
    return new PipelineStatus(
        services,
        kafka ? members(pipeline, services) : List.of(),
        isUp(services, "connect") ? connectors(pipeline) : List.of(),
        kafka ? problems(pipeline) : List.of());
  }

  private static boolean isUp(List<Service> services, String name) {
    return services.stream().anyMatch(s -> s.name().equals(name) && s.state().equals("UP"));
  }

  private static List<Member> members(Pipeline pipeline, List<Service> services) {
    try {
      return StreamsGroup.describe(pipeline).members().stream()
          .map(member -> Member.of(member.clientId(), member.host(), partitions(member), services))
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

  private static List<Problem> problems(Pipeline pipeline) {
    try (Admin admin = KafkaClients.admin(pipeline)) {
      return problems(TopicPartitions.of(admin));
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  static List<Problem> problems(PartitionCounts partitions) {
    return Stream.concat(
            partitions.conflict().map(text -> new Problem(Severity.ERROR, text)).stream(),
            partitions.deviations().stream().map(text -> new Problem(Severity.WARNING, text)))
        .toList();
  }

  private static List<ConnectApi.Status> connectors(Pipeline pipeline) {
    ConnectApi connect = new ConnectApi(pipeline);
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
