package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.KafkaSettings;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.partitions.PartitionIncrease;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Gives sensor-events more partitions, and moves the state; see docs/scaling.md. Arguments: the
 * number of partitions, then the settings of the app. Exit codes: 0 done, 1 nothing or not all was
 * done, 2 wrong arguments or settings.
 */
public final class AddPartitionsMain {

  private static final String USAGE =
      "Usage: java -cp streams-app.jar " + AddPartitionsMain.class.getName() + " N [SETTINGS]";

  private AddPartitionsMain() {}

  @SuppressWarnings("SystemOut") // its progress, and errors
  public static void main(String[] args) throws InterruptedException {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.isEmpty() || !args.get(0).matches("[1-9][0-9]{0,4}")) {
      err.println(USAGE);
      return StartupException.USAGE;
    }
    try {
      CommandLine settings = CommandLine.parse(args.subList(1, args.size()));
      StreamsAppConfig config = new ConfigReader().read(settings, environment);
      try (PartitionIncrease increase = new PartitionIncrease(KafkaSettings.of(config), out)) {
        increase.to(Integer.parseInt(args.get(0)));
      }
      return 0;
    } catch (StartupException e) {
      err.println("add-partitions: " + e.getMessage());
      return e.exitCode();
    } catch (ConfigException e) {
      err.println("add-partitions: " + e.getMessage());
      return StartupException.USAGE;
    } catch (ExecutionException e) {
      err.println("add-partitions: " + e.getCause().getMessage());
      return StartupException.FAILURE;
    } catch (KafkaException e) {
      err.println("add-partitions: " + e.getMessage());
      return StartupException.FAILURE;
    }
  }
}
