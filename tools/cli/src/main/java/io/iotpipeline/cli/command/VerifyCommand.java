package io.iotpipeline.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.terminal.VerificationPrinter;
import io.iotpipeline.producer.options.OptionConverters;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks that nothing is lost and nothing is counted twice. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that nothing is lost and nothing is counted twice.",
      "First waits until the pipeline is idle. Then checks that sensor-events = validated-events +"
          + " rejected-events; that the ids of validated-events are those of the rows of"
          + " sensor_events; that each row of hourly_aggregates equals a recomputation from"
          + " sensor_events; that the alerts of sensor-alerts are the rows of sensor_alerts; that"
          + " each sensor with events is in the register, topic and table sensors. Exit code 0 if"
          + " all checks hold, else 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline verify", "  ./pipeline verify --wait 5m --json"})
public final class VerifyCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--wait",
      defaultValue = "60s",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description =
          "Maximum wait until the pipeline is idle, for example 5m (default ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(names = "--json", description = "Print one JSON object; its member ok is the result.")
  private boolean json;

  public VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Verification verification =
        new SettledVerification(
                context.pipelineWithKafka(), context::requireAllNodes, context.err())
            .verify(patience);
    VerificationPrinter printer = new VerificationPrinter(context.out());
    if (json) {
      printer.printJson(verification);
    } else {
      printer.printText(verification);
    }
    return verification.ok() ? 0 : 1;
  }
}
