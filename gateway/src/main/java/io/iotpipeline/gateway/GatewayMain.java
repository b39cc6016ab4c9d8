package io.iotpipeline.gateway;

import io.iotpipeline.gateway.config.ConfigKeys;
import io.iotpipeline.gateway.config.ConfigReader;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.vertxserver.ServerCommand;
import java.util.Map;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The main class. */
final class GatewayMain {

  private GatewayMain() {}

  public static void main(String[] args) {
    ServerCommand.execute(commandLine(System.getenv(), GatewayMain::runUntilSignal), args);
  }

  /**
   * @param run runs a gateway and returns the exit code
   */
  static CommandLine commandLine(
      Map<String, String> environment, ToIntFunction<GatewayConfig> run) {
    return ServerCommand.of(
            ConfigKeys.keys(),
            "Takes events of devices over HTTP and MQTT, and answers when Kafka has them.",
            "A setting of Kafka's producer (kafka.linger.ms=20) or of the Avro serializer"
                + " (serde.KEY).",
            (file, options) -> run.applyAsInt(new ConfigReader().read(file, environment, options)))
        .addSubcommand(new TokenCommand());
  }

  private static int runUntilSignal(GatewayConfig config) {
    Gateway gateway = Gateway.start(config);
    return ServerCommand.awaitSignal(gateway::stop);
  }
}
