package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The folder of an {@link Identity}: its secrets, whom it trusts, and its certificate if it is a
 * server.
 *
 * @param folder readable by its owner alone
 */
public record Credentials(Path folder) {

  /** The type of both stores. */
  public static final String STORE_TYPE = "PKCS12";

  /** A properties file with one line for each {@link Secret}. */
  public Path secretsFile() {
    return folder.resolve("secrets.properties");
  }

  /** Connections of a client, as {@code docs/security.md} describes the file. */
  public Path settingsFile() {
    return folder.resolve("pipeline.properties");
  }

  /** Who may send through the gateway; only of the gateway. */
  public Path senders() {
    return folder.resolve("senders");
  }

  /** The certificate of the authority. */
  public Path trustStore() {
    return folder.resolve("truststore.p12");
  }

  /** The certificate and its key; only of servers. */
  public Path keyStore() {
    return folder.resolve("keystore.p12");
  }

  /** The same certificate and that of the authority, for programs that are not Java. */
  public Path certificatePem() {
    return folder.resolve("certificate.pem");
  }

  /** The same key. */
  public Path keyPem() {
    return folder.resolve("key.pem");
  }

  /**
   * @throws PipelineException if there is none
   */
  public String secret(Secret secret) {
    return find(secret)
        .orElseThrow(
            () ->
                new PipelineException(
                    "%s has no %s: ./pipeline up --secure makes it"
                        .formatted(secretsFile(), secret.key())));
  }

  /** The secret; empty if there is none. */
  public Optional<String> find(Secret secret) {
    return Optional.ofNullable(read().getProperty(secret.key()));
  }

  /** How a configuration of Kafka refers to the secret, with Kafka's FileConfigProvider. */
  public String reference(Secret secret) {
    return "${file:%s:%s}".formatted(secretsFile(), secret.key());
  }

  /** Settings of an HTTP client that trusts the servers of the stack. */
  Map<String, String> trustSettings() {
    return Map.of(
        "ssl.truststore.type", STORE_TYPE,
        "ssl.truststore.location", trustStore().toString(),
        "ssl.truststore.password", secret(Secret.TRUST_STORE));
  }

  /**
   * Values of configuration templates of Kafka's servers: the stores, and references to secrets.
   */
  public Map<String, Object> templateValues() {
    return Map.of(
        "security", folder,
        "keystore", keyStore(),
        "keystore.password", reference(Secret.KEY_STORE),
        "truststore", trustStore(),
        "truststore.password", reference(Secret.TRUST_STORE),
        "registry.token", reference(Secret.REGISTRY));
  }

  /** In alphabetical order; no value needs an escape. */
  void write(Properties secrets) {
    StringBuilder lines = new StringBuilder();
    secrets.stringPropertyNames().stream()
        .sorted()
        .forEach(
            key -> lines.append(key).append('=').append(secrets.getProperty(key)).append('\n'));
    OwnerFiles.write(secretsFile(), lines.toString());
  }

  /** All secrets; empty if there is no file. */
  Properties read() {
    Properties secrets = new Properties();
    if (Files.exists(secretsFile())) {
      try (Reader reader = Files.newBufferedReader(secretsFile())) {
        secrets.load(reader);
      } catch (IOException e) {
        throw new PipelineException("cannot read " + secretsFile(), e);
      }
    }
    return secrets;
  }
}
