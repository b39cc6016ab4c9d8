package io.iotpipeline.streamsapp.config;

import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The text of {@code --help}: every setting with its flag, variable, default and meaning. */
public final class Help {

  private static final String INTRODUCTION =
      """
      Usage: java -jar streams-app.jar [--config FILE] [--KEY VALUE]... [--set KEY=VALUE]...

      Reads sensor-events; writes validated-events, hourly-aggregates, sensor-alerts and
      rejected-events.
      SIGTERM and Ctrl-C stop it cleanly, within 10 seconds.

      Precedence of settings, from low to high: default, file, environment, flags. The file has
      lines of key=value. --name=value is the same as --name value.

        --config FILE
            file with settings
        --set KEY=VALUE
            sets any key, also one that is passed on (see below)
        --help, -h
            prints this text

      """;

  private static final String PASSED_ON =
      """
      Settings that are passed on unchanged; set them with --set, in the file or in the environment:

        kafka.*
            any setting of Kafka Streams or its clients, without the prefix; for example
            --set kafka.session.timeout.ms=20000 or IOT_KAFKA_SESSION_TIMEOUT_MS=20000
        avro.serdes
            apicurio or confluent: which Avro serializer, with the usual settings for it
        avro.serializer, avro.deserializer
            class names of the Avro serializer and deserializer
        schema.registry.api
            URL of the registry's Confluent-compatible REST API
        serde.*
            settings of the serializer and deserializer, without the prefix

      Do not give passwords and tokens as flags: all users of the machine see them in the list of
      processes. Use the file, which may refer to them (${file:PATH:KEY}), or the environment.

      Exit codes: 0 stopped by a signal; 1 cannot start or failed (the cause is on stderr or in the
      log); 2 wrong arguments or settings.
      """;

  private Help() {}

  public static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    for (ConfigKey key : ConfigKeys.definitions().configKeys().values()) {
      text.append("  ").append(ConfigKeys.flag(key.name)).append(" VALUE\n");
      text.append("      ").append(key.documentation).append('\n');
      text.append("      key ").append(key.name);
      text.append(", environment ").append(ConfigKeys.variable(key.name));
      text.append(key.defaultValue == null ? ", no default" : ", default " + key.defaultValue);
      text.append('\n');
    }
    return text.append('\n').append(PASSED_ON).toString();
  }
}
