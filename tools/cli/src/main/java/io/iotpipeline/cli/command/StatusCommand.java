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
import io.iotpipeline.producer.parse.DurationParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
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
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline status", "  ./pipeline status --json"})
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
    if (!status.streamsMembers().isEmpty()) {
      context.out().println();
      printMembers(status.streamsMembers());
    }
    if (!status.connectors().isEmpty()) {
      context.out().println();
      printConnectors(status.connectors());
    }
    if (!status.problems().isEmpty()) {
      context.out().println();
      for (Problem problem : status.problems()) {
        context
            .out()
            .println(problem.severity().name().toLowerCase(Locale.ROOT) + ": " + problem.text());
      }
    }
    if (!context.isRemote()
        && status.services().stream().anyMatch(service -> service.state().equals("DOWN"))) {
      context.out().println();
      context.out().println("./pipeline up starts what is DOWN.");
    }
  }

  private void printServices(List<Service> services) {
    TextTable table =
        new TextTable(List.of("SERVER", "STATE", "PID", "UP FOR", "MEMORY", "ADDRESS"));
    for (Service service : services) {
      table.add(
          List.of(
              service.name(),
              service.state(),
              orDash(service.pid()),
              upFor(service),
              service.memoryMb() == null ? "-" : service.memoryMb() + " MB",
              service.address()));
    }
    table.print(context.out());
    for (Service service : services) {
      if (service.error() != null) {
        context.out().println(service.name() + ": " + service.error());
      }
    }
  }

  private void printMembers(List<Member> members) {
    TextTable table = new TextTable(List.of("INSTANCE", "ADDRESS", "THREAD", "PARTITIONS"));
    for (Member member : members) {
      table.add(
          List.of(
              orDash(member.instance()),
              member.address(),
              thread(member),
              ranges(member.partitions())));
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

  /** In the two largest units: a server that came up a moment ago, again and again, crashes. */
  private static String upFor(Service service) {
    return service.started() == null
        ? "-"
        : rounded(Duration.between(Instant.parse(service.started()), Instant.now()));
  }

  static String rounded(Duration duration) {
    ChronoUnit unit =
        duration.toDays() > 0
            ? ChronoUnit.HOURS
            : duration.toHours() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    return DurationParser.text(duration.truncatedTo(unit));
  }

  /** Within its instance, which its id begins with. */
  private static String thread(Member member) {
    return member.instance() == null
        ? member.clientId()
        : member
            .clientId()
            .substring(member.instance().length() + 1)
            .replaceFirst("-consumer$", "");
  }

  /** For example {@code 0-3, 7}. */
  static String ranges(List<Integer> sorted) {
    StringJoiner ranges = new StringJoiner(", ");
    for (int first = 0, last; first < sorted.size(); first = last + 1) {
      last = first;
      while (last + 1 < sorted.size() && sorted.get(last + 1) == sorted.get(last) + 1) {
        last++;
      }
      ranges.add(
          first == last ? "" + sorted.get(first) : sorted.get(first) + "-" + sorted.get(last));
    }
    return ranges.toString();
  }

  private static String orDash(Object value) {
    return value == null ? "-" : value.toString();
  }
}
