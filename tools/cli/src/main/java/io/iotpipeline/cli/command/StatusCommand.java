package io.iotpipeline.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.admin.status.PipelineStatus.Member;
import io.iotpipeline.admin.status.PipelineStatus.Service;
import io.iotpipeline.cli.context.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the state of servers, streams-app threads and connectors. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the state of servers, streams-app threads and connectors.",
      "Exit code 0 if every server answers and every connector runs, else 1."
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
    TextTable services =
        new TextTable(List.of("SERVER", "STATE", "PID", "MEMORY", "ADDRESS", "LOG"));
    for (Service service : status.services()) {
      services.add(
          List.of(
              service.name(),
              service.state(),
              service.pid() == null ? "-" : service.pid().toString(),
              service.memoryMb() == null ? "-" : service.memoryMb() + " MB",
              service.address(),
              service.log() == null ? "-" : service.log()));
    }
    services.print(context.out());

    context.out().println();
    TextTable members = new TextTable(List.of("STREAMS THREAD", "PARTITIONS OF sensor-events"));
    for (Member member : status.streamsMembers()) {
      members.add(List.of(member.clientId(), member.partitions().toString()));
    }
    members.print(context.out());

    context.out().println();
    TextTable connectors = new TextTable(List.of("CONNECTOR", "STATE", "TASKS"));
    for (ConnectApi.Status connector : status.connectors()) {
      connectors.add(
          List.of(connector.name(), connector.state(), String.join(", ", connector.tasks())));
    }
    connectors.print(context.out());
  }
}
