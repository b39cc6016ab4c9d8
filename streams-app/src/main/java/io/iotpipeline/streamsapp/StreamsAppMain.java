package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.Help;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class. Exit codes: 0 stopped by a signal, 1 cannot start or failed, 2 wrong arguments or
 * settings.
 */
public final class StreamsAppMain {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsAppMain.class);
  private static final int STOP_TIMEOUT_SECONDS = 10;

  private StreamsAppMain() {}

  @SuppressWarnings("SystemOut") // --help, and start-up errors
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv(), System.out, System.err));
  }

  /** Prints help and start-up errors to the given streams; everything else goes to the log. */
  static int run(
      List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.help()) {
        out.print(Help.text());
        return 0;
      }
      return run(new ConfigReader().read(commandLine, environment));
    } catch (StartupException e) {
      err.println("streams-app: " + e.getMessage());
      return e.exitCode();
    } catch (ConfigException e) {
      err.println("streams-app: " + e.getMessage() + "; see --help");
      return StartupException.USAGE;
    } catch (RuntimeException | IOException e) {
      LOG.error("Failed", e);
      return StartupException.FAILURE;
    }
  }

  private static int run(StreamsAppConfig config) throws IOException {
    String version =
        Optional.ofNullable(StreamsAppMain.class.getPackage().getImplementationVersion())
            .orElse("dev");
    try (StateDirLock lock = StateDirLock.acquire(config.stateDir(), config.applicationId())) {
      LOG.info("streams-app {}: {}", version, config.summary());
      StreamsApp app = new StreamsApp(config, version);
      AtomicInteger exitCode = new AtomicInteger(StartupException.FAILURE);
      CountDownLatch ended = new CountDownLatch(1);
      Thread onSignal = new Thread(() -> stop(app, ended, exitCode), "stop");
      Runtime.getRuntime().addShutdownHook(onSignal);
      try {
        exitCode.set(app.run() ? 0 : StartupException.FAILURE);
      } finally {
        ended.countDown();
        removeHook(onSignal);
      }
      return exitCode.get();
    }
  }

  private static void removeHook(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException alreadyStopping) {
      // the hook is running and ends the process
    }
  }

  /** Ends the process with the app's exit code; the JVM would exit with 143 on SIGTERM. */
  private static void stop(StreamsApp app, CountDownLatch ended, AtomicInteger exitCode) {
    app.stop();
    try {
      if (!ended.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Not stopped within {} s; halting", STOP_TIMEOUT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode.get());
  }
}
