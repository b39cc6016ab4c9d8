package io.iotpipeline.connect.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The settings of a connector of this plugin. */
final class NotificationConfig extends AbstractConfig {

  private NotificationConfig(ConfigDef definition, Map<String, String> settings) {
    super(definition, settings, false);
    tls();
    url();
    requireHeaders();
  }

  /**
   * Adds to a validation what the definition of the settings cannot find. Such an error is shown at
   * the URL; its text names the settings that it is about.
   *
   * @param checked the result by the definition alone
   * @param reader {@link #webhook} or {@link #alertmanager}
   */
  static Config validate(
      Config checked, Map<String, String> settings, Consumer<Map<String, String>> reader) {
    if (checked.configValues().stream().allMatch(each -> each.errorMessages().isEmpty())) {
      try {
        reader.accept(settings);
      } catch (ConfigException e) {
        checked.configValues().stream()
            .filter(each -> each.name().equals(NotificationKeys.URL))
            .forEach(url -> url.addErrorMessage(e.getMessage()));
      }
    }
    return checked;
  }

  static NotificationConfig webhook(Map<String, String> settings) {
    return new NotificationConfig(NotificationKeys.webhook(), settings);
  }

  static NotificationConfig alertmanager(Map<String, String> settings) {
    NotificationConfig config = new NotificationConfig(NotificationKeys.alertmanager(), settings);
    if (config.validity().compareTo(config.resendInterval().multipliedBy(2)) < 0) {
      throw new ConfigException(
          NotificationKeys.VALIDITY,
          config.validity().toMillis(),
          "must be at least twice " + NotificationKeys.RESEND);
    }
    return config;
  }

  /**
   * @throws ConfigException if it is not an http or https URL; does not show it
   */
  URI url() {
    try {
      URI url = URI.create(getPassword(NotificationKeys.URL).value());
      if (Set.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // As below: the message would show the NotificationKeys.URL.
    }
    throw new ConfigException(NotificationKeys.URL + " must be an http or https URL with a host");
  }

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "Content-Type",
        values().containsKey(NotificationKeys.CONTENT_TYPE)
            ? getString(NotificationKeys.CONTENT_TYPE)
            : "application/json");
    originalsWithPrefix("header.")
        .forEach((name, value) -> headers.put(name, String.valueOf(value)));
    String authorization = authorization();
    if (!authorization.isEmpty()) {
      headers.put("Authorization", authorization);
    }
    return headers;
  }

  /** The error of the client may show the value, which may be a secret. */
  private void requireHeaders() {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    headers()
        .forEach(
            (name, value) -> {
              try {
                request.setHeader(name, value);
              } catch (IllegalArgumentException e) {
                throw new ConfigException(
                    ("The header %s cannot be set: the HTTP client sets it itself, or its name or"
                            + " value has characters that a header cannot have")
                        .formatted(name));
              }
            });
  }

  private String authorization() {
    if (getString(NotificationKeys.USER).isEmpty()) {
      return getPassword(NotificationKeys.AUTHORIZATION).value();
    }
    String login =
        getString(NotificationKeys.USER) + ":" + getPassword(NotificationKeys.PASSWORD).value();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  Optional<SSLContext> tls() {
    return TlsStores.context("", originals());
  }

  Duration requestTimeout() {
    return millis(NotificationKeys.REQUEST_TIMEOUT);
  }

  RetryBackoff backoff() {
    return new RetryBackoff(
        HttpReceiver.host(url()),
        millis(NotificationKeys.BACKOFF),
        millis(NotificationKeys.MAX_BACKOFF),
        RandomGenerator.getDefault());
  }

  int batchSize() {
    return getInt(NotificationKeys.BATCH_SIZE);
  }

  BodyTemplate template() {
    return new BodyTemplate(getString(NotificationKeys.TEMPLATE));
  }

  Set<String> kinds() {
    return Set.copyOf(getList(NotificationKeys.KINDS));
  }

  Instant notBefore() {
    return Instant.parse(getString(NotificationKeys.NOT_BEFORE));
  }

  Duration resendInterval() {
    return millis(NotificationKeys.RESEND);
  }

  Duration validity() {
    return millis(NotificationKeys.VALIDITY);
  }

  int maxOpenAlerts() {
    return getInt(NotificationKeys.MAX_OPEN);
  }

  Duration settle() {
    return millis(NotificationKeys.SETTLE);
  }

  private Duration millis(String key) {
    return Duration.ofMillis(getLong(key));
  }
}
