package io.iotpipeline.streamsapp.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.streamsapp.access.AccessConfig;
import io.iotpipeline.streamsapp.access.BearerToken;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Settings of the app for HTTPS and for the tokens of the HTTP server; none has a default. */
final class HttpAccessKeys {

  /** Section of the file of {@code --config} that has all settings of the HTTP server. */
  static final String SECTION = "http.";

  private static final String SSL_PREFIX = SECTION + "ssl.";
  private static final String KEYSTORE_LOCATION = SSL_PREFIX + "keystore.location";
  private static final String READ_TOKEN = SECTION + "read.token";
  private static final String METRICS_TOKEN = SECTION + "metrics.token";

  private HttpAccessKeys() {}

  static ConfigDef addTo(ConfigDef definitions) {
    text(
        definitions,
        KEYSTORE_LOCATION,
        "Key store with the certificate of the HTTP server. With it the server speaks HTTPS; set it"
            + " on all instances. A new file is used within seconds.");
    secret(definitions, SSL_PREFIX + "keystore.password", "Password of the key store.");
    text(
        definitions,
        SSL_PREFIX + "keystore.type",
        "Type of the key store: PKCS12, JKS or PEM. Without it, PKCS12 and JKS are recognized.");
    secret(
        definitions,
        SSL_PREFIX + "key.password",
        "Password of the key in the key store. Without it, that of the key store.");
    text(
        definitions,
        SSL_PREFIX + "truststore.location",
        "Trust store for queries that are forwarded to other instances. Without it, the authorities"
            + " that Java trusts. A new file is used within seconds.");
    secret(definitions, SSL_PREFIX + "truststore.password", "Password of the trust store.");
    text(
        definitions,
        SSL_PREFIX + "truststore.type",
        "Type of the trust store: PKCS12, JKS or PEM. Without it, PKCS12 and JKS are recognized.");
    token(
        definitions,
        READ_TOKEN,
        "Token that clients send to query sensors (Authorization: Bearer TOKEN). Set the same on all"
            + " instances.");
    token(definitions, METRICS_TOKEN, "Token that clients send to read /metrics.");
    return definitions;
  }

  private static void text(ConfigDef definitions, String key, String documentation) {
    definitions.define(key, STRING, null, notBlank(), LOW, documentation);
  }

  private static void secret(ConfigDef definitions, String key, String documentation) {
    definitions.define(key, PASSWORD, null, null, LOW, documentation);
  }

  private static void token(ConfigDef definitions, String key, String documentation) {
    Validator valid = LambdaValidator.with(HttpAccessKeys::bearer, () -> "a token");
    definitions.define(key, PASSWORD, null, valid, LOW, documentation);
  }

  private static BearerToken bearer(String key, Object value) {
    return BearerToken.of(key, (Password) value);
  }

  private static Validator notBlank() {
    return LambdaValidator.with(
        (key, value) -> {
          if (value != null && value.toString().isBlank()) {
            throw new ConfigException(key + " is blank: give a value, or remove the setting");
          }
        },
        () -> "not blank");
  }

  /**
   * @param own the app's own settings, validated
   * @throws StartupException if there are settings of TLS without a key store
   */
  static AccessConfig of(Map<String, Object> own) {
    Map<String, Object> ssl = new TreeMap<>();
    own.forEach(
        (key, value) -> {
          if (key.startsWith(SSL_PREFIX) && value != null) {
            ssl.put(key.substring(SECTION.length()), value);
          }
        });
    if (!ssl.isEmpty() && own.get(KEYSTORE_LOCATION) == null) {
      throw new StartupException(
          StartupException.USAGE,
          "%s without %s: set the key store too, because without it the HTTP server has no TLS"
              .formatted(SECTION + ssl.keySet().iterator().next(), KEYSTORE_LOCATION));
    }
    return new AccessConfig(
        ssl,
        bearer(READ_TOKEN, own.get(READ_TOKEN)),
        bearer(METRICS_TOKEN, own.get(METRICS_TOKEN)));
  }
}
