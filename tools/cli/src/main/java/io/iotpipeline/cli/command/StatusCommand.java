package io.iotpipeline.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.admin.status.PipelineStatus.Member;
import io.iotpipeline.admin.status.PipelineStatus.Problem;
import io.iotpipeline.admin.status.PipelineStatus.Service;
import io.iotpipeline.cli.context.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the state of servers, streams-app threads, connectors and topics, and why it is bad. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the state of servers, streams-app threads and connectors.",
      "What is not well is followed by its cause in one line.",
      "Exit code 0 if every server answers, every connector runs and the topics have the"
          + " partitions that the streams app needs, else 1."
    })
public final class StatusCommand implements Callable<Integer> {

  private final Context context;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public StatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    PipelineStatus status = context.status();
    if (json) {
      ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      context.out().println(mapper.writeValueAsString(status));
    } else {
      print(status);
    }
    return status.ok() ? 0 : 1;
  }

  private void print(PipelineStatus status) {
    printServices(status.services());
    context.out().println();
    printMembers(status.streamsMembers());
    context.out().println();
    printConnectors(status.connectors());
    if (!status.problems().isEmpty()) {
      context.out().println();
      for (Problem problem : status.problems()) {
        context
            .out()
            .println(problem.severity().name().toLowerCase(Locale.ROOT) + ": " + problem.text());
      }
    }
  }

  private void printServices(List<Service> services) {
    TextTable table =
        new TextTable(List.of("SERVER", "STATE", "PID", "STARTED", "MEMORY", "ADDRESS", "LOG"));
    for (Service service : services) {
      table.add(
          List.of(
              service.name(),
              service.state(),
              orDash(service.pid()),
              orDash(service.started()),
              service.memoryMb() == null ? "-" : service.memoryMb() + " MB",
              service.address(),
              orDash(service.log())));
    }
    table.print(context.out());
    for (Service service : services) {
      if (service.error() != null) {
        context.out().println(service.name() + ": " + service.error());
      }
    }
  }

  private void printMembers(List<Member> members) {
    TextTable table =
        new TextTable(
            List.of("INSTANCE", "ADDRESS", "STREAMS THREAD", "PARTITIONS OF sensor-events"));
    for (Member member : members) {
      table.add(
          List.of(
              orDash(member.instance()),
              member.address(),
              member.clientId(),
              member.partitions().toString()));
    }
    table.print(context.out());
  }

  private void printConnectors(List<ConnectApi.Status> connectors) {
    TextTable table = new TextTable(List.of("CONNECTOR", "STATE", "TASKS"));
    for (ConnectApi.Status connector : connectors) {
      table.add(List.of(connector.name(), connector.state(), String.join(", ", connector.tasks())));
    }
    table.print(context.out());
    for (ConnectApi.Status connector : connectors) {
      if (connector.error() != null) {
        context.out().println(connector.name() + ": " + connector.error());
      }
    }
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }
}
