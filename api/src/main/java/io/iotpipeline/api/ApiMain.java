package io.iotpipeline.api;

import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.config.ConfigKeys;
import io.iotpipeline.api.config.ConfigReader;
import io.iotpipeline.vertxserver.ServerCommand;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The main class. */
final class ApiMain {

  private ApiMain() {}

  public static void main(String[] args) {
    ServerCommand.execute(commandLine(System.getenv(), ApiMain::runUntilSignal), args);
  }

  /**
   * @param run runs an API and returns the exit code
   */
  static CommandLine commandLine(Map<String, String> environment, ToIntFunction<ApiConfig> run) {
    return ServerCommand.of(
        ConfigKeys.keys(),
        "Reads the pipeline over HTTP: sensors, readings, alerts, quarantine; serves the console.",
        "A setting of Kafka's clients (kafka.KEY), of Cassandra's Java driver (cassandra.KEY)"
            + " or of a login (schema.registry.KEY, connect.KEY, streams.app.KEY).",
        (file, options) -> run.applyAsInt(new ConfigReader().read(file, environment, options)));
  }

  private static int runUntilSignal(ApiConfig config) {
    Api api = Api.start(config);
    return ServerCommand.awaitSignal(api::stop);
  }
}
