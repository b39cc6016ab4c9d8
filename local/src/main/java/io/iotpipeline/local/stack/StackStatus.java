package io.iotpipeline.local.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.local.setup.ConnectApi;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
public record StackStatus(
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

  public static StackStatus of(StackSettings settings) {
    List<Service> services =
        settings.elsewhere() == null
            ? new Stack(settings, System.err).servers().stream().map(StackStatus::service).toList()
            : new Elsewhere(settings, System.err)
                .servers().stream().map(StackStatus::service).toList();
    return new StackStatus(
        services,
        isUp(services, "kafka") ? members(settings) : List.of(),
        isUp(services, "connect") ? connectors(settings) : List.of());
  }

  private static boolean isUp(List<Service> services, String name) {
    return services.stream().anyMatch(s -> s.name().equals(name) && s.state().equals("UP"));
  }

  private static Service service(Server server) {
    Optional<ProcessHandle> process = new ServerProcess(server).running();
    return new Service(
        server.name(),
        process.isEmpty() ? "DOWN" : answers(server::probe) ? "UP" : "NOT READY",
        process.map(ProcessHandle::pid).orElse(null),
        process.flatMap(StackStatus::memoryMb).orElse(null),
        server.address(),
        server.log().toString());
  }

  private static Service service(Elsewhere.Remote server) {
    return new Service(
        server.name(),
        answers(server.probe()) ? "UP" : "NO ANSWER",
        null,
        null,
        server.address(),
        null);
  }

  private static boolean answers(Awaiting.Probe probe) {
    try {
      probe.ask();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      return false;
    }
  }

  private static Optional<Long> memoryMb(ProcessHandle process) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
      String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Long.parseLong(output.strip()) / 1024);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<Member> members(StackSettings settings) {
    try {
      return StreamsGroup.describe(settings).members().stream()
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

  private static List<Connector> connectors(StackSettings settings) {
    ConnectApi connect = new ConnectApi(settings.connectUrl());
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
