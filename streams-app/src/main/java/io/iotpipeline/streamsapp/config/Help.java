package io.iotpipeline.streamsapp.config;

import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** What {@code --help} prints: every setting with its flag, variable, default and meaning. */
public final class Help {

  private static final String INTRODUCTION =
      """
      Usage: java -jar streams-app.jar [--config FILE] [--KEY VALUE]... [--set KEY=VALUE]...

      Reads sensor-events; writes validated-events, hourly-aggregates, sensor-alerts and
      rejected-events.
      SIGTERM and Ctrl-C stop it in order, within 10 seconds.

      A setting comes from its default, then the file, then the environment, then the flags; the
      later wins. The file holds lines of key=value. --name=value does as well as --name value.

        --config FILE
            file of settings
        --set KEY=VALUE
            any setting by its key, also those that are passed on (below)
        --help, -h
            this text

      """;

  private static final String PASSED_ON =
      """
      Passed on as they are, by --set, in the file, or in the environment:

        kafka.*
            any setting of Kafka Streams or its clients, without the prefix, for example
            --set kafka.session.timeout.ms=20000 or IOT_KAFKA_SESSION_TIMEOUT_MS=20000
        avro.serdes
            apicurio or confluent: whose Avro serializer, with its usual settings
        avro.serializer, avro.deserializer
            class names of the Avro serializer and deserializer
        schema.registry.api
            where the registry answers to Confluent's REST API
        serde.*
            settings of serializer and deserializer, without the prefix

      Exit codes: 0 stopped by a signal; 1 cannot start or failed, with the cause on stderr or in
      the log; 2 wrong arguments or settings.
      """;

  private Help() {}

  public static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (ConfigKey key : ConfigKeys.definitions().configKeys().values()) {
      text.append("  ").append(ConfigReader.flag(key.name)).append(" VALUE\n");
      text.append("      ").append(key.documentation).append('\n');
      text.append("      key ").append(key.name);
      text.append(", environment ").append(ConfigReader.variable(key.name));
      text.append(", default ").append(key.defaultValue).append("\n");
    }
    return text.append('\n').append(PASSED_ON).toString();
  }
}
