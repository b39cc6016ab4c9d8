package io.iotpipeline.streamsapp.access;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * A key store and a trust store as they were at one moment.
 *
 * @param context for both ends: servers show its certificate, and clients trust whom it trusts
 * @param certificate whose it is and until when it is valid, for the log
 */
record LoadedStores(SSLContext context, String certificate) {

  private static final String TRUST_STORE_PREFIX = "ssl.truststore.";

  /**
   * Reads the files with Kafka's loader, so that all types of stores and their errors are those of
   * the other settings.
   *
   * @param ssl settings with Kafka's names
   * @throws ConfigException if a file cannot be read, or there is no private key
   */
  static LoadedStores read(Map<String, Object> ssl) {
    Map<String, Object> keyStore = new HashMap<>(ssl);
    keyStore.keySet().removeIf(key -> key.startsWith(TRUST_STORE_PREFIX));
    // The key store alone first, so that an error names the right settings.
    try (DefaultSslEngineFactory own = load(keyStore, "http.ssl.keystore.*");
        DefaultSslEngineFactory both = load(ssl, "http.ssl.truststore.*")) {
      return new LoadedStores(
          both.sslContext(),
          certificate(own.keystore(), ssl.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)));
    }
  }

  private static DefaultSslEngineFactory load(Map<String, Object> ssl, String settings) {
    DefaultSslEngineFactory stores = new DefaultSslEngineFactory();
    try {
      stores.configure(new ConfigDef().withClientSslSupport().parse(ssl));
      return stores;
    } catch (KafkaException e) {
      throw new ConfigException(settings + ": " + withCause(e));
    }
  }

  private static String withCause(KafkaException failure) {
    String message = failure.getMessage();
    return failure.getCause() == null || message.equals(failure.getCause().toString())
        ? message
        : message + " (" + failure.getCause() + ")";
  }

  private static String certificate(KeyStore store, Object location) {
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          return "%s, valid until %s"
              .formatted(
                  certificate.getSubjectX500Principal().getName(),
                  certificate.getNotAfter().toInstant());
        }
      }
    } catch (KeyStoreException e) {
      throw new IllegalStateException(e); // it is loaded
    }
    throw new ConfigException(
        "http.ssl.keystore.location=%s has no private key with a certificate".formatted(location));
  }
}
