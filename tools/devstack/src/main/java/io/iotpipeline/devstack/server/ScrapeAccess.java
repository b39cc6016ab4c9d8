package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** How the Prometheus of a secured stack logs in to its targets, and people to it. */
public final class ScrapeAccess {

  /** The default of Prometheus' documentation; a login takes a tenth of a second. */
  private static final int BCRYPT_COST = 10;

  private static final int BCRYPT_SALT_BYTES = 16;

  /** The jobs whose servers want a token, and whose token it is. */
  private static final Map<String, Identity> TOKEN_OWNERS =
      Map.of(
          StreamsApp.NAME, Identity.STREAMS_APP,
          Gateway.NAME, Identity.GATEWAY,
          Api.NAME, Identity.API);

  private final StackSecurity security;
  private final Path folder;

  /**
   * @param folder of Prometheus
   */
  public ScrapeAccess(StackSecurity security, Path folder) {
    this.security = security;
    this.folder = folder;
  }

  /** Settings of a scrape configuration. */
  Map<String, Object> of(String job) {
    Map<String, Object> tls = Map.of("ca_file", security.caCertificate().toString());
    Identity tokenOwner = TOKEN_OWNERS.get(job);
    return tokenOwner != null
        ? Map.of(
            "scheme",
            "https",
            "tls_config",
            tls,
            "authorization",
            Map.of("credentials_file", token(tokenOwner).toString()))
        : login(password(Secret.METRICS));
  }

  /** Settings of an Alertmanager. */
  Map<String, Object> ofAlertmanager() {
    return login(password(Secret.ALERTMANAGER));
  }

  private Map<String, Object> login(Path password) {
    return Map.of(
        "scheme",
        "https",
        "tls_config",
        Map.of("ca_file", security.caCertificate().toString()),
        "basic_auth",
        Map.of("username", Identity.PROMETHEUS.id(), "password_file", password.toString()));
  }

  /** Prometheus reads each secret from a file of its own. */
  public void writeSecrets() {
    for (Identity owner : TOKEN_OWNERS.values()) {
      if (security.identities().contains(owner)) {
        OwnerFiles.write(token(owner), security.of(owner).secret(Secret.HTTP_METRICS));
      }
    }
    for (Secret login : List.of(Secret.METRICS, Secret.ALERTMANAGER)) {
      OwnerFiles.write(password(login), security.of(Identity.PROMETHEUS).secret(login));
    }
  }

  /**
   * The logins and the certificate of the pages of Prometheus or Alertmanager. The file has hashes
   * of the passwords.
   *
   * @param login which password logs in
   */
  public void writeWebConfig(Path file, Secret login) throws IOException {
    Credentials own = security.of(Identity.PROMETHEUS);
    StringBuilder users = new StringBuilder();
    for (Identity user : security.holders(login)) {
      users.append("  \"%s\": \"%s\"\n".formatted(user.id(), hash(user, login)));
    }
    OwnerFiles.write(
        file,
        Templates.text(
            "prometheus-web.yml",
            Map.of("certificate", own.certificatePem(), "key", own.keyPem(), "users", users)));
  }

  private String hash(Identity user, Secret login) {
    byte[] salt = new byte[BCRYPT_SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    char[] password = security.of(user).secret(login).toCharArray();
    return OpenBSDBCrypt.generate(password, salt, BCRYPT_COST);
  }

  private Path token(Identity owner) {
    return folder.resolve(owner.id() + ".token");
  }

  private Path password(Secret login) {
    return folder.resolve(login.key());
  }
}
