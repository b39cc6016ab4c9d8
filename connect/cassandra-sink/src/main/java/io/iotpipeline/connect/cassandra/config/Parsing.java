package io.iotpipeline.connect.cassandra.config;

import java.time.DateTimeException;
import java.util.IllformedLocaleException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Validates the text of a setting by parsing it. */
final class Parsing {

  /** Parses the text of a setting, or throws an exception whose message says what is wrong. */
  @FunctionalInterface
  interface Parser {
    Object parse(String text);
  }

  private Parsing() {}

  /**
   * @param valid the valid values, for messages
   */
  static ConfigDef.Validator validator(String valid, Parser parser) {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          try {
            if (value != null) {
              Object unused = parser.parse(value.toString());
            }
          } catch (IllegalArgumentException | DateTimeException | IllformedLocaleException e) {
            throw new ConfigException(key, value, e.getMessage() + " (valid: " + valid + ")");
          }
        },
        () -> valid);
  }
}
