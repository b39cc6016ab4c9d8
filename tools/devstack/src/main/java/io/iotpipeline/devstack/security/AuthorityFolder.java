package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;

/** The folder of the certificate authority. */
final class AuthorityFolder {

  private final Credentials own;
  private final Clock clock;

  AuthorityFolder(Path folder, Clock clock) {
    this.own = new Credentials(folder);
    this.clock = clock;
  }

  /** Does the work while no other process changes the secrets of the stack. */
  void locked(Runnable work) {
    OwnerFiles.createFolder(own.folder());
    OwnerFiles.locked(own.folder().resolve("lock"), work);
  }

  CertificateAuthority loadOrCreate() {
    if (Files.exists(own.keyStore())) {
      return load();
    }
    Properties secrets = new Properties();
    secrets.setProperty(Secret.KEY_STORE.key(), Passwords.random());
    own.write(secrets);
    return save(CertificateAuthority.create(clock));
  }

  /**
   * @throws PipelineException if it is lost: all that it has issued would be worth nothing
   */
  CertificateAuthority load() {
    if (!Files.exists(own.keyStore())) {
      throw new PipelineException(
          "%s is missing, but the secrets that it belongs to are there. Restore it, or begin anew as docs/security.md says"
              .formatted(own.keyStore()));
    }
    return CertificateAuthority.load(
        OwnerFiles.read(own.keyStore()), own.secret(Secret.KEY_STORE), clock);
  }

  CertificateAuthority save(CertificateAuthority authority) {
    OwnerFiles.write(own.keyStore(), authority.store(own.secret(Secret.KEY_STORE)));
    return authority;
  }
}
