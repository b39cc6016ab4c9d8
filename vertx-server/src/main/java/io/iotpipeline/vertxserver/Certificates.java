package io.iotpipeline.vertxserver;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the servers. A new file is used for new connections, while the servers run;
 * one that cannot be read is reported once, and the old certificate stays in use. Thread-safe.
 */
public final class Certificates extends X509ExtendedKeyManager {

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final Map<String, Object> ssl;
  private byte[] seen;
  private volatile X509ExtendedKeyManager current;

  private Certificates(Map<String, Object> ssl) {
    this.ssl = Map.copyOf(ssl);
    this.seen = content();
    this.current = load();
  }

  /**
   * The certificate of the settings.
   *
   * @param ssl settings with Kafka's names; empty: no TLS
   * @throws ConfigException if the key store cannot be read, or has no private key
   */
  public static Optional<Certificates> of(Map<String, Object> ssl) {
    return ssl.isEmpty() ? Optional.empty() : Optional.of(new Certificates(ssl));
  }

  /** Looks for a new file; called every few seconds. Reads the file, so not for event loops. */
  public synchronized void reload() {
    byte[] now = content();
    if (Arrays.equals(now, seen)) {
      return;
    }
    seen = now; // also if it is broken, to report it once
    try {
      current = load();
      LOG.info("TLS with the new certificate of {}", location());
    } catch (ConfigException e) {
      LOG.warn("The new certificate is not used, the old one stays in use: {}", e.getMessage());
    }
  }

  private Object location() {
    return ssl.get(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
  }

  /** Empty for a file that cannot be read: then load() reports why. */
  private byte[] content() {
    try {
      return Files.readAllBytes(Path.of(location().toString()));
    } catch (IOException e) {
      return new byte[0];
    }
  }

  /** With Kafka's loader, so that all types of stores and their errors are those of Kafka. */
  private X509ExtendedKeyManager load() {
    try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
      stores.configure(new ConfigDef().withClientSslSupport().parse(ssl));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(stores.keystore(), keyPassword());
      return Stream.of(factory.getKeyManagers())
          .filter(X509ExtendedKeyManager.class::isInstance)
          .map(X509ExtendedKeyManager.class::cast)
          .filter(Certificates::hasKey)
          .findFirst()
          .orElseThrow(
              () ->
                  new ConfigException("http.ssl.keystore.location=" + location() + " has no key"));
    } catch (KafkaException | GeneralSecurityException e) {
      if (e instanceof ConfigException problem) {
        throw problem;
      }
      throw new ConfigException("http.ssl.keystore.*: " + e.getMessage());
    }
  }

  private static boolean hasKey(KeyManager manager) {
    return Stream.of("RSA", "EC", "EdDSA", "DSA")
        .anyMatch(type -> ((X509ExtendedKeyManager) manager).getServerAliases(type, null) != null);
  }

  /** Without one of its own, that of the key store; a PEM file has its own or none. */
  private char[] keyPassword() {
    Object own = ssl.get(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
    Object used = own == null ? ssl.get(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG) : own;
    return used instanceof Password password ? password.value().toCharArray() : null;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return current.chooseEngineServerAlias(keyType, issuers, engine);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return current.chooseServerAlias(keyType, issuers, socket);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return current.getServerAliases(keyType, issuers);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return current.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return current.getPrivateKey(alias);
  }

  /** Servers only: they ask nobody else for a certificate. */
  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
