package io.iotpipeline.cli.command;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.server.ProducerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Runs the producer's {@code simulate}, with all options. */
@Command(
    name = "simulate",
    description = "Sends readings of simulated sensors; --help shows the producer's options.")
public final class SimulateCommand implements Callable<Integer> {

  private final Context context;

  /** Not parsed: the options are the producer's. */
  @Unmatched private List<String> args = new ArrayList<>();

  public SimulateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    return new ProducerProcess(
            context.artifacts(),
            context.devicePipeline(),
            "simulate",
            new SendingArguments(args).complete(context),
            context.columns())
        .run();
  }
}
