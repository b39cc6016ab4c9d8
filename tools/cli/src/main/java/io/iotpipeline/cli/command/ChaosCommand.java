package io.iotpipeline.cli.command;

import io.iotpipeline.chaos.ChaosRun;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.ChaosOptionsMixin;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Faults and hostile input on a stack of its own, see docs/reliability.md. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    description = {
      "Kills, stops and restarts servers and sends hostile input while producers send, then verifies"
          + " that nothing is lost or counted twice.",
      "Runs on a separate stack on free ports, which it removes at the end, unless something does not"
          + " hold. Prints the schedule of the faults, which depends on the seed and the options only,"
          + " and the time to recovery of each. Exit code 0 if all checks hold, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pipeline chaos --seed 7 --duration 3m",
      "  ./pipeline chaos --faults none --duration 1h --rate 2000"
    })
public final class ChaosCommand implements Callable<Integer> {

  private final Context context;

  @Mixin private ChaosOptionsMixin options;

  public ChaosCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    ChaosRun run = new ChaosRun(options.read(), context.root(), context.home(), context.out());
    return run.run().ok() ? 0 : 1;
  }
}
