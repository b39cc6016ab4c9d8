package io.iotpipeline.connect.notification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** A trust store and a key store, with the names and the meaning that Kafka's clients have. */
final class TlsStores {

  private static final String TRUST_STORE = "ssl.truststore.";

  private static final List<String> SETTINGS =
      List.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);

  private TlsStores() {}

  /** Adds the settings, each with a prefix, to those of a definition. */
  static ConfigDef define(String prefix, ConfigDef definition) {
    Map<String, ConfigDef.ConfigKey> ofKafka = new ConfigDef().withClientSslSupport().configKeys();
    for (String name : SETTINGS) {
      ConfigDef.ConfigKey key = ofKafka.get(name);
      definition.define(
          prefix + name,
          key.type,
          key.defaultValue,
          key.validator,
          key.importance,
          key.documentation);
    }
    return definition;
  }

  /**
   * Reads the stores; empty if none is set.
   *
   * @param prefix of the settings where the user has set them, for messages
   * @param settings without the prefix; other keys are ignored
   * @throws ConfigException if a store cannot be read; names its setting
   */
  static Optional<SSLContext> context(String prefix, Map<String, ?> settings) {
    Map<String, Object> stores = new HashMap<>(settings);
    stores.keySet().retainAll(SETTINGS);
    if (stores.isEmpty()) {
      return Optional.empty();
    }
    // The trust store alone at first: Kafka's errors do not say which of the two stores it is.
    Map<String, Object> trustStore = new HashMap<>(stores);
    trustStore.keySet().removeIf(name -> !name.startsWith(TRUST_STORE));
    read(trustStore, prefix + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
    return Optional.of(read(stores, prefix + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG));
  }

  private static SSLContext read(Map<String, Object> stores, String setting) {
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new ConfigDef().withClientSslSupport().parse(stores));
      return factory.sslContext();
    } catch (KafkaException e) {
      throw new ConfigException(
          "%s: cannot use this store; check its location, type and passwords: %s"
              .formatted(setting, causes(e)));
    }
  }

  private static String causes(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      text.append("; ").append(cause);
    }
    return text.toString();
  }
}
