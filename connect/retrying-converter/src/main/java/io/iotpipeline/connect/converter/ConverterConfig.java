package io.iotpipeline.connect.converter;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings of a {@link RetryingConverter}. The probe has a login and stores of its own, because
 * each converter names its own in its own way. No error shows a login.
 */
final class ConverterConfig {

  static final String DELEGATE = "delegate.converter";
  private static final String PROBE = "registry.probe.";
  static final String PROBE_URL = PROBE + "url";
  static final String PROBE_AUTHORIZATION = PROBE + "authorization";

  static final ConfigDef DEFINITION =
      TlsStores.define(
          PROBE,
          new ConfigDef()
              .define(
                  DELEGATE,
                  ConfigDef.Type.STRING,
                  ConfigDef.NO_DEFAULT_VALUE,
                  new ConfigDef.NonEmptyString(),
                  ConfigDef.Importance.HIGH,
                  "Class of the converter to use; it gets all settings of this one. Its jar must be"
                      + " in the same plugin folder.")
              .define(
                  PROBE_URL,
                  ConfigDef.Type.STRING,
                  ConfigDef.NO_DEFAULT_VALUE,
                  new ConfigDef.NonEmptyString(),
                  ConfigDef.Importance.HIGH,
                  "URL that the schema registry answers, for example http://registry:8081/subjects."
                      + " It must need the same login as schemas do.")
              .define(
                  PROBE_AUTHORIZATION,
                  ConfigDef.Type.PASSWORD,
                  null,
                  ConfigDef.Importance.MEDIUM,
                  "Value of the header Authorization, for example Bearer and a token, or Basic and"
                      + " the Base64 of user:password. Use the login of the called converter."));

  private final AbstractConfig config;

  /**
   * @throws ConfigException if a setting is missing or has the wrong type
   */
  ConverterConfig(Map<String, ?> settings) {
    config = new AbstractConfig(DEFINITION, settings, false);
  }

  /** The class of the converter to call. */
  String delegate() {
    return config.getString(DELEGATE);
  }

  /**
   * @throws ConfigException if the URL or the login is unusable, or a store cannot be read
   */
  RegistryProbe probe() {
    return new HttpRegistryProbe(
        url(config.getString(PROBE_URL)),
        authorization(),
        TlsStores.context(PROBE, config.originalsWithPrefix(PROBE)));
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getRawUserInfo() != null) {
        throw new ConfigException(
            PROBE_URL + " must not contain a login; set " + PROBE_AUTHORIZATION + " instead");
      }
      if (isHttp(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Rejected below.
    }
    throw new ConfigException(
        PROBE_URL,
        text.contains("@") ? "(not shown, as it may contain a login)" : text,
        "must be a URL with http or https, and a host name without underscores");
  }

  private static boolean isHttp(String scheme) {
    return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
  }

  private Optional<String> authorization() {
    Password password = config.getPassword(PROBE_AUTHORIZATION);
    if (password == null || password.value().isBlank()) {
      return Optional.empty();
    }
    if (password.value().chars().anyMatch(character -> character < ' ' || character > '~')) {
      throw new ConfigException(
          PROBE_AUTHORIZATION
              + " has a line break or another character that is not allowed in a header");
    }
    return Optional.of(password.value());
  }
}
