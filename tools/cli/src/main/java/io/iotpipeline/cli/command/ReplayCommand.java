package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.server.ProducerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the producer's {@code replay}, with all options. */
@Command(
    name = "replay",
    description = "Sends the rows of a CSV file; --help shows the producer's options.")
public final class ReplayCommand implements Callable<Integer> {

  private final Context context;

  /** Not parsed: the options are the producer's. */
  @Unmatched private List<String> args = new ArrayList<>();

  public ReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    SendingArguments arguments = new SendingArguments(args);
    // Only the operator can read what the streams app has made of the events.
    Pipeline pipeline = arguments.useGateway() ? context.devicePipeline() : context.pipeline();
    return new ProducerProcess(
            context.artifacts(), pipeline, "replay", arguments.complete(context), context.columns())
        .run();
  }
}
