package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import io.iotpipeline.schemas.connection.HttpAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
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
 * Identity}. Secrets are copied only into files of servers that only their owner can read.
 */
public final class StackSecurity {

  /** What expires sooner is made anew at the next start. */
  static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final Path folder;
  private final AuthorityFolder authority;
  private final StackLayout layout;
  private final Clock clock;

  /**
   * @param home folder of the stack
   * @param hosts names and addresses of its servers, for their certificates
   */
  public StackSecurity(Path home, List<String> hosts) {
    this(home, StackLayout.local(hosts), Clock.systemUTC());
  }

  /**
   * @param layout who takes part
   * @param clock decides when certificates and tokens begin and expire
   */
  public StackSecurity(Path home, StackLayout layout, Clock clock) {
    this.folder = home.resolve("security");
    this.authority = new AuthorityFolder(folder.resolve("ca"), clock);
    this.layout = layout;
    this.clock = clock;
  }

  /** Everybody who takes part. */
  public Set<Identity> identities() {
    return layout.identities();
  }

  /** Those that have such a secret. */
  public List<Identity> holders(Secret secret) {
    return identities().stream()
        .filter(identity -> layout.secrets(identity).contains(secret))
        .toList();
  }

  /** What an identity has. */
  public Credentials of(Identity identity) {
    return new Credentials(folder.resolve(identity.id()));
  }

  /** The certificate of the authority in PEM, for curl, browsers and Prometheus. */
  public Path caCertificate() {
    return folder.resolve("ca.pem");
  }

  /**
   * The key that verifies tokens of the registry: DER in Base64.
   *
   * @throws PipelineException if there is no authority
   */
  public String tokenPublicKey() {
    return Base64.getEncoder().encodeToString(authority.load().tokenPublicKey().getEncoded());
  }

  /**
   * How a client connects.
   *
   * @param identity a client, Kafka itself, or Cassandra's superuser
   */
  public ConnectionSettings connections(Identity identity) {
    try {
      return ConnectionSettings.read(of(identity).settingsFile());
    } catch (ConfigException e) {
      throw new PipelineException(e.getMessage(), e);
    }
  }

  /** Settings of Kafka's clients; Kafka's FileConfigProvider resolves the secrets in them. */
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
    return prometheusAccess(Secret.METRICS);
  }

  /** Trusts the servers, and logs in as Prometheus. */
  public HttpAccess prometheusAccess(Secret login) {
    Credentials own = of(Identity.PROMETHEUS);
    Map<String, String> settings = new HashMap<>(own.trustSettings());
    settings.put("basic.auth.user.info", Identity.PROMETHEUS.id() + ":" + own.secret(login));
    return HttpAccess.of("", settings);
  }

  /** Whether {@link #create} was called before. */
  public boolean exists() {
    return Files.exists(folder);
  }

  /** Makes what is missing, what expires soon, and certificates for other hosts than before. */
  public void create() {
    make(Set.of());
  }

  /**
   * Makes all passwords, tokens and certificates anew; the authority stays. If it is for all
   * identities, tokens of before become invalid. Servers and clients use them after their next
   * start. A crash leaves some of both; {@link #create} then completes what is missing.
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
      cassandra.write(secrets);
    }
  }

  private void make(Set<Identity> anew) {
    OwnerFiles.createFolder(folder);
    authority.locked(() -> makeLocked(anew));
  }

  private void makeLocked(Set<Identity> anew) {
    boolean somethingIsThere =
        identities().stream().anyMatch(each -> Files.exists(of(each).secretsFile()));
    CertificateAuthority ca = somethingIsThere ? authority.load() : authority.loadOrCreate();
    if (anew.containsAll(identities())) {
      ca = authority.save(ca.withNewTokenKey());
    }
    OwnerFiles.write(caCertificate(), Stores.pem(ca.certificate()));
    for (Identity identity : identities()) {
      Credentials credentials = of(identity);
      OwnerFiles.createFolder(credentials.folder());
      makeSecrets(identity, credentials, ca, anew.contains(identity));
      makeStores(identity, credentials, ca);
    }
    SharedToken.copyAll(this);
    new ClientSettings(this, layout.registry()).write();
    if (identities().contains(Identity.GATEWAY)) {
      SendersFile.write(of(Identity.GATEWAY), Identity.DEVICE, of(Identity.DEVICE));
    }
  }

  private void makeSecrets(
      Identity identity, Credentials credentials, CertificateAuthority ca, boolean anew) {
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
    secrets.putIfAbsent(Secret.TRUST_STORE.key(), Passwords.random());
    if (identity.isServer()) {
      secrets.putIfAbsent(Secret.KEY_STORE.key(), Passwords.random());
    }
    layout.secrets(identity).forEach(each -> secrets.putIfAbsent(each.key(), Passwords.random()));
    String token = secrets.getProperty(Secret.REGISTRY.key());
    if (!identity.usesRegistry() || layout.registry() != StackLayout.RegistryLogin.TOKEN) {
      secrets.remove(Secret.REGISTRY.key());
    } else if (token == null || isWorthless(token, ca)) {
      Instant expiry = clock.instant().plus(CertificateAuthority.VALIDITY);
      secrets.setProperty(Secret.REGISTRY.key(), RegistryToken.of(identity, ca.tokenKey(), expiry));
    }
    credentials.write(secrets);
  }

  /** A store that the password does not open is from before a change of the password. */
  private void makeStores(Identity identity, Credentials credentials, CertificateAuthority ca) {
    String trust = credentials.secret(Secret.TRUST_STORE);
    if (Stores.certificate(credentials.trustStore(), trust).isEmpty()) {
      OwnerFiles.write(credentials.trustStore(), ca.trustStore(trust));
    }
    if (!identity.isServer()) {
      return;
    }
    String password = credentials.secret(Secret.KEY_STORE);
    List<String> hosts = layout.hosts().get(identity);
    if (Stores.certificate(credentials.keyStore(), password)
        .filter(own -> !expiresSoon(own.getNotAfter().toInstant()))
        .filter(own -> Stores.names(own).equals(Set.copyOf(hosts)))
        .isEmpty()) {
      byte[] store = ca.issue(identity.id(), hosts, identity.isPeer(), password);
      OwnerFiles.write(credentials.keyStore(), store);
    }
    if (identity.readsPem()) {
      writePem(identity, credentials, password);
    }
  }

  /** Each time, because a crash can leave a certificate and a key that are not of one pair. */
  private static void writePem(Identity identity, Credentials credentials, String password) {
    KeyStore.PrivateKeyEntry entry =
        Stores.entry(OwnerFiles.read(credentials.keyStore()), identity.id(), password);
    OwnerFiles.write(
        credentials.certificatePem(), Stores.pem((Object[]) entry.getCertificateChain()));
    OwnerFiles.write(credentials.keyPem(), Stores.pem(entry.getPrivateKey()));
  }

  /** It expires soon, or was signed with an earlier key. */
  private boolean isWorthless(String token, CertificateAuthority ca) {
    return !RegistryToken.isSignedBy(ca.tokenPublicKey(), token)
        || expiresSoon(RegistryToken.expiry(token));
  }

  private boolean expiresSoon(Instant expiry) {
    return expiry.isBefore(clock.instant().plus(RENEW_BEFORE));
  }
}
