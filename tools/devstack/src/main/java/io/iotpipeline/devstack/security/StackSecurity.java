package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import io.iotpipeline.schemas.connection.HttpAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * The folder {@code security} of a stack: a certificate authority, and a folder for each {@link
 * Identity}. Nothing in it is ever written anywhere else, except into configuration files of
 * servers that only their owner can read.
 */
public final class StackSecurity {

  /** What expires sooner is made anew at the next start. */
  static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /** 192 bits, as 32 characters. */
  private static final int PASSWORD_BYTES = 24;

  private final Path folder;
  private final List<String> hosts;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param home folder of the stack
   * @param hosts names and addresses of its servers, for their certificates
   */
  public StackSecurity(Path home, List<String> hosts) {
    this(home, hosts, Clock.systemUTC());
  }

  /**
   * @param clock decides when certificates and tokens begin and expire
   */
  public StackSecurity(Path home, List<String> hosts, Clock clock) {
    this.folder = home.resolve("security");
    this.hosts = List.copyOf(hosts);
    this.clock = clock;
  }

  /** What an identity has. */
  public Credentials of(Identity identity) {
    return new Credentials(folder.resolve(identity.id()));
  }

  /** The certificate of the authority in PEM, for curl, browsers and Prometheus. */
  public Path caCertificate() {
    return folder.resolve("ca.pem");
  }

  /** The key that verifies tokens of the registry: DER in Base64. */
  public String tokenPublicKey() {
    return Base64.getEncoder().encodeToString(authority().tokenPublicKey().getEncoded());
  }

  /**
   * How a client connects.
   *
   * @param identity the operator, a device, the streams app, a reader; Kafka itself; Cassandra's
   *     superuser
   */
  public ConnectionSettings connections(Identity identity) {
    try {
      return ConnectionSettings.read(of(identity).settingsFile());
    } catch (ConfigException e) {
      throw new PipelineException(e.getMessage(), e);
    }
  }

  /**
   * Settings of Kafka's clients. The login is a reference to the file of secrets, which Kafka's
   * FileConfigProvider resolves.
   */
  public Map<String, String> kafkaClient(Identity identity) {
    return ClientSettings.kafka(identity, of(identity));
  }

  /** The name in the certificate of a server, as Kafka and Cassandra see it. */
  public static String distinguishedName(Identity server) {
    return CertificateAuthority.distinguishedName(server.id());
  }

  /** Trusts the servers of the stack, without a login. */
  public HttpAccess trust() {
    return HttpAccess.of("", of(Identity.OPERATOR).trustSettings());
  }

  /** Trusts the servers, and logs in to metrics and to Prometheus. */
  public HttpAccess metricsAccess() {
    Credentials own = of(Identity.PROMETHEUS);
    Map<String, String> settings = new HashMap<>(own.trustSettings());
    settings.put(
        "basic.auth.user.info", Identity.PROMETHEUS.id() + ":" + own.secret(Secret.METRICS));
    return HttpAccess.of("", settings);
  }

  /** Whether {@link #create} was called before. */
  public boolean exists() {
    return Files.exists(folder);
  }

  /** Makes what is missing and what expires soon. */
  public void create() {
    make(Set.of());
  }

  /**
   * Makes all passwords, tokens and certificates anew; the authority stays. Servers and clients use
   * them after their next start. A crash leaves some of both; {@link #create} then completes what
   * is missing.
   *
   * @param identities whose secrets to replace
   */
  public void rotate(Set<Identity> identities) {
    make(identities);
  }

  /** Forgets the superuser's password of before a rotation: Cassandra has the new one. */
  public void forgetPrevious() {
    Credentials cassandra = of(Identity.CASSANDRA);
    Properties secrets = cassandra.read();
    if (secrets.remove(Secret.PREVIOUS_CASSANDRA.key()) != null) {
      write(cassandra.secretsFile(), secrets);
    }
  }

  private void make(Set<Identity> anew) {
    OwnerFiles.createFolder(folder);
    CertificateAuthority authority = authority();
    OwnerFiles.write(caCertificate(), Stores.pem(authority.certificate()));
    for (Identity identity : Identity.values()) {
      Credentials credentials = of(identity);
      OwnerFiles.createFolder(credentials.folder());
      makeSecrets(identity, credentials, authority, anew.contains(identity));
      makeStores(identity, credentials, authority);
    }
    new ClientSettings(this).write();
  }

  private void makeSecrets(
      Identity identity, Credentials credentials, CertificateAuthority authority, boolean anew) {
    Properties before = credentials.read();
    Properties secrets = new Properties();
    if (!anew) {
      secrets.putAll(before);
    } else if (identity == Identity.CASSANDRA) {
      // Only who logs in with the password that Cassandra has can set the new one.
      secrets.setProperty(
          Secret.PREVIOUS_CASSANDRA.key(),
          before.getProperty(
              Secret.PREVIOUS_CASSANDRA.key(), before.getProperty(Secret.CASSANDRA.key())));
    }
    secrets.putIfAbsent(Secret.TRUST_STORE.key(), password());
    if (identity.isServer()) {
      secrets.putIfAbsent(Secret.KEY_STORE.key(), password());
    }
    identity.secrets().forEach(secret -> secrets.putIfAbsent(secret.key(), password()));
    String token = secrets.getProperty(Secret.REGISTRY.key());
    if (token == null || expiresSoon(RegistryToken.expiry(token))) {
      Instant expiry = clock.instant().plus(CertificateAuthority.VALIDITY);
      secrets.setProperty(
          Secret.REGISTRY.key(), RegistryToken.of(identity, authority.tokenKey(), expiry));
    }
    write(credentials.secretsFile(), secrets);
  }

  /** A store that the password does not open is from before a change of the password. */
  private void makeStores(
      Identity identity, Credentials credentials, CertificateAuthority authority) {
    String trust = credentials.secret(Secret.TRUST_STORE);
    if (Stores.expiry(credentials.trustStore(), trust).isEmpty()) {
      OwnerFiles.write(credentials.trustStore(), authority.trustStore(trust));
    }
    if (!identity.isServer()) {
      return;
    }
    String password = credentials.secret(Secret.KEY_STORE);
    if (Stores.expiry(credentials.keyStore(), password).filter(this::isFarAway).isEmpty()) {
      byte[] store = authority.issue(identity.id(), hosts, password);
      OwnerFiles.write(credentials.keyStore(), store);
      if (identity == Identity.PROMETHEUS) {
        KeyStore.PrivateKeyEntry entry = Stores.entry(store, identity.id(), password);
        OwnerFiles.write(
            credentials.certificatePem(), Stores.pem((Object[]) entry.getCertificateChain()));
        OwnerFiles.write(credentials.keyPem(), Stores.pem(entry.getPrivateKey()));
      }
    }
  }

  private boolean isFarAway(Instant expiry) {
    return !expiresSoon(expiry);
  }

  private boolean expiresSoon(Instant expiry) {
    return expiry.isBefore(clock.instant().plus(RENEW_BEFORE));
  }

  /** The authority, which is made if there is none yet. */
  private CertificateAuthority authority() {
    Credentials own = new Credentials(folder.resolve("ca"));
    if (!Files.exists(own.keyStore())) {
      OwnerFiles.createFolder(own.folder());
      Properties secrets = new Properties();
      secrets.setProperty(Secret.KEY_STORE.key(), password());
      write(own.secretsFile(), secrets);
      CertificateAuthority created = CertificateAuthority.create(clock);
      OwnerFiles.write(own.keyStore(), created.store(own.secret(Secret.KEY_STORE)));
      return created;
    }
    try {
      return CertificateAuthority.load(
          Files.readAllBytes(own.keyStore()), own.secret(Secret.KEY_STORE), clock);
    } catch (IOException e) {
      throw new PipelineException("cannot read " + own.keyStore(), e);
    }
  }

  private String password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** In alphabetical order; no value needs an escape. */
  private static void write(Path file, Properties secrets) {
    StringBuilder lines = new StringBuilder();
    secrets.stringPropertyNames().stream()
        .sorted()
        .forEach(
            key -> lines.append(key).append('=').append(secrets.getProperty(key)).append('\n'));
    OwnerFiles.write(file, lines.toString());
  }
}
