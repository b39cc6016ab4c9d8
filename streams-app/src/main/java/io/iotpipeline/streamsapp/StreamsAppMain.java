package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.Help;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import java.io.IOException;
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
 * The program: exit code 0 when a signal stopped it, 1 when it cannot start or has failed, 2 when
 * its arguments or settings are wrong.
 */
public final class StreamsAppMain {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsAppMain.class);
  private static final int STOP_WITHIN_SECONDS = 10;

  private StreamsAppMain() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args), System.getenv()));
  }

  @SuppressWarnings("SystemOut") // what a person asked for, or must read though logs are elsewhere
  static int run(List<String> args, Map<String, String> environment) {
    try {
      CommandLine commandLine = CommandLine.parse(args);
      if (commandLine.help()) {
        System.out.print(Help.text());
        return 0;
      }
      return run(new ConfigReader().read(commandLine, environment));
    } catch (StartupException e) {
      System.err.println("streams-app: " + e.getMessage());
      return e.exitCode();
    } catch (ConfigException e) {
      System.err.println("streams-app: " + e.getMessage() + "; see --help");
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
    try (StateDirLock held = StateDirLock.hold(config.stateDir(), config.applicationId())) {
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
        forget(onSignal);
      }
      return exitCode.get();
    }
  }

  private static void forget(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException alreadyStopping) {
      // then it is that hook that ends the process
    }
  }

  /** Ends with our own exit code: left to itself, the JVM answers SIGTERM with 143. */
  private static void stop(StreamsApp app, CountDownLatch ended, AtomicInteger exitCode) {
    app.stop();
    try {
      if (!ended.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Not stopped within {} s; ending all the same", STOP_WITHIN_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode.get());
  }
}
