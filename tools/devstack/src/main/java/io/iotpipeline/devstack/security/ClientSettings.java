package io.iotpipeline.devstack.security;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the settings files of the clients. Each refers to its secrets, so the files themselves
 * have none; and to its own folder as {@code ${folder}}, so that the folder can be given away.
 */
final class ClientSettings {

  private final StackSecurity security;
  private final StackLayout.RegistryLogin registry;

  ClientSettings(StackSecurity security, StackLayout.RegistryLogin registry) {
    this.security = security;
    this.registry = registry;
  }

  void write() {
    Map<String, String> device = kafkaAndRegistry(Identity.DEVICE);
    if (security.identities().contains(Identity.GATEWAY)) {
      device.putAll(gatewayLogin());
      Map<String, String> gateway = kafkaAndRegistry(Identity.GATEWAY);
      gateway.putAll(httpOfGateway());
      write(Identity.GATEWAY, gateway);
    }
    write(Identity.DEVICE, device);
    Map<String, String> app = kafkaAndRegistry(Identity.STREAMS_APP);
    app.putAll(http());
    write(Identity.STREAMS_APP, app);
    write(Identity.API, api());
    Map<String, String> operator = kafkaAndRegistry(Identity.OPERATOR);
    operator.putAll(connect(Identity.OPERATOR));
    operator.putAll(cassandra(Identity.OPERATOR));
    operator.putAll(connector());
    write(Identity.OPERATOR, operator);
    write(Identity.READER, cassandra(Identity.READER));
    write(Identity.CASSANDRA, cassandra(Identity.CASSANDRA));
    write(Identity.KAFKA, broker());
  }

  private void write(Identity identity, Map<String, String> settings) {
    Credentials own = security.of(identity);
    StringBuilder lines = new StringBuilder("# Written again at each start\n");
    settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    OwnerFiles.write(
        own.settingsFile(), lines.toString().replace(own.folder() + "/", "${folder}/"));
  }

  private Map<String, String> kafkaAndRegistry(Identity identity) {
    Credentials own = security.of(identity);
    Map<String, String> settings = new TreeMap<>();
    kafka(identity, own).forEach((key, value) -> settings.put("kafka." + key, value));
    switch (registry) {
      case TOKEN -> settings.put("registry.bearer.auth.token", own.reference(Secret.REGISTRY));
      case PASSWORD ->
          settings.put(
              "registry.basic.auth.user.info",
              identity.id() + ":" + own.reference(Secret.REGISTRY_PASSWORD));
    }
    trustStore(settings, "registry.", own);
    return settings;
  }

  /** With the broker's certificate, which has all rights. */
  private Map<String, String> broker() {
    Credentials own = security.of(Identity.KAFKA);
    Map<String, String> settings = new TreeMap<>();
    settings.put("kafka.security.protocol", "SSL");
    keyStore(settings, "kafka.", own);
    trustStore(settings, "kafka.", own);
    return settings;
  }

  /** Settings of Kafka's clients. */
  static Map<String, String> kafka(Identity identity, Credentials own) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(identity.id(), own.reference(Secret.KAFKA)));
    trustStore(settings, "", own);
    return settings;
  }

  private Map<String, String> http() {
    Credentials own = security.of(Identity.STREAMS_APP);
    Map<String, String> settings = new TreeMap<>();
    keyStore(settings, "http.", own);
    trustStore(settings, "http.", own);
    settings.put("http.read.token", own.reference(Secret.HTTP_READ));
    settings.put("http.metrics.token", own.reference(Secret.HTTP_METRICS));
    return settings;
  }

  private Map<String, String> httpOfGateway() {
    Credentials own = security.of(Identity.GATEWAY);
    Map<String, String> settings = new TreeMap<>();
    keyStore(settings, "http.", own);
    settings.put("http.metrics.token", own.reference(Secret.HTTP_METRICS));
    return settings;
  }

  /** Connect is there only if it lets the API do nothing else than see states. */
  private Map<String, String> api() {
    Credentials own = security.of(Identity.API);
    Map<String, String> settings = kafkaAndRegistry(Identity.API);
    settings.putAll(cassandra(Identity.API));
    keyStore(settings, "http.", own);
    settings.put("http.read.token", own.reference(Secret.HTTP_READ));
    settings.put("http.replay.token", own.reference(Secret.HTTP_REPLAY));
    settings.put("http.metrics.token", own.reference(Secret.HTTP_METRICS));
    settings.put("streams.app.bearer.auth.token", own.reference(Secret.STREAMS_APP_READ));
    trustStore(settings, "streams.app.", own);
    trustStore(settings, "gateway.", own);
    if (own.find(Secret.CONNECT).isPresent()) {
      settings.putAll(connect(Identity.API));
    }
    return settings;
  }

  /** A user and a password, because MQTT needs both. */
  private Map<String, String> gatewayLogin() {
    Credentials own = security.of(Identity.DEVICE);
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "gateway.basic.auth.user.info", Identity.DEVICE.id() + ":" + own.reference(Secret.GATEWAY));
    trustStore(settings, "gateway.", own);
    return settings;
  }

  private Map<String, String> connect(Identity identity) {
    Credentials own = security.of(identity);
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "connect.basic.auth.user.info", identity.id() + ":" + own.reference(Secret.CONNECT));
    trustStore(settings, "connect.", own);
    return settings;
  }

  private Map<String, String> cassandra(Identity identity) {
    Credentials own = security.of(identity);
    String driver = "cassandra.advanced.";
    String ssl = driver + "ssl-engine-factory.";
    Map<String, String> settings = new TreeMap<>();
    settings.put(driver + "auth-provider.class", "PlainTextAuthProvider");
    settings.put(driver + "auth-provider.username", identity.role());
    settings.put(driver + "auth-provider.password", own.reference(Secret.CASSANDRA));
    settings.put(ssl + "class", "DefaultSslEngineFactory");
    settings.put(ssl + "truststore-path", own.trustStore().toString());
    settings.put(ssl + "truststore-password", own.reference(Secret.TRUST_STORE));
    settings.put(ssl + "allow-dns-reverse-lookup-san", "false");
    return settings;
  }

  /**
   * The connectors log in as the worker; it reads the references, so they are to its own folder.
   */
  private Map<String, String> connector() {
    Credentials worker = security.of(Identity.CONNECT);
    Map<String, String> settings = new TreeMap<>();
    settings.put("connector.auth.username", Identity.CONNECT.role());
    settings.put("connector.auth.password", worker.reference(Secret.CASSANDRA));
    settings.put("connector.ssl.provider", "JDK");
    settings.put("connector.ssl.truststore.path", worker.trustStore().toString());
    settings.put("connector.ssl.truststore.password", worker.reference(Secret.TRUST_STORE));
    settings.put(
        "connector.datastax-java-driver.advanced.ssl-engine-factory.allow-dns-reverse-lookup-san",
        "false");
    return settings;
  }

  private static void keyStore(Map<String, String> settings, String prefix, Credentials own) {
    settings.put(prefix + "ssl.keystore.location", own.keyStore().toString());
    settings.put(prefix + "ssl.keystore.password", own.reference(Secret.KEY_STORE));
    settings.put(prefix + "ssl.keystore.type", Credentials.STORE_TYPE);
  }

  private static void trustStore(Map<String, String> settings, String prefix, Credentials own) {
    settings.put(prefix + "ssl.truststore.location", own.trustStore().toString());
    settings.put(prefix + "ssl.truststore.password", own.reference(Secret.TRUST_STORE));
    settings.put(prefix + "ssl.truststore.type", Credentials.STORE_TYPE);
  }
}
