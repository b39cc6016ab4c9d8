package io.iotpipeline.integration.sink;

import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.stack.Certificate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The Cassandra node of a development stack, which requires TLS, a certificate and a login
 * (cassandra, cassandra) of every client. {@link #keystore()} holds its certificate, and serves
 * clients as truststore and as keystore.
 */
final class SecuredCassandra extends Server implements AutoCloseable {

  static final String PASSWORD = "keystore-password";

  /** A request of a client that logs in over TLS. */
  interface Probe {
    void run() throws Exception;
  }

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Cassandra plain;
  private final Probe probe;

  SecuredCassandra(DevStackConfig config, Probe probe) {
    super(config, "cassandra");
    this.plain = Cassandra.all(config).get(0);
    this.probe = probe;
  }

  /**
   * Starts it on empty data and waits for its first answer.
   *
   * @throws PipelineException when it ends or does not answer
   */
  void start(PrintStream out) {
    close();
    Folders.delete(config.home());
    new ServerProcess(this).start();
    new Readiness(this, out, PATIENCE).await();
  }

  @Override
  public void close() {
    new ServerProcess(this).stop(Duration.ofSeconds(20));
  }

  /** The file with the node's certificate and its key. */
  Path keystore() {
    return folder().resolve("node.p12");
  }

  @Override
  public String address() {
    return plain.address();
  }

  @Override
  public List<Integer> ports() {
    return plain.ports();
  }

  @Override
  protected void prepare() throws IOException {
    plain.prepare();
    Certificate.create(keystore(), PASSWORD);
    Files.writeString(
        folder().resolve("cassandra.yaml"),
        """

        authenticator:
          class_name: PasswordAuthenticator
        client_encryption_options:
          enabled: true
          optional: false
          require_client_auth: true
          keystore: "%1$s"
          keystore_password: %2$s
          truststore: "%1$s"
          truststore_password: %2$s
          store_type: PKCS12
        """
            .formatted(keystore(), PASSWORD),
        StandardOpenOption.APPEND);
  }

  @Override
  protected List<String> command() throws IOException {
    return plain.command();
  }

  /** Creates the first user at once and not after ten seconds: there is no other node. */
  @Override
  protected Map<String, String> environment() {
    String inherited = System.getenv().getOrDefault("JDK_JAVA_OPTIONS", "");
    return Map.of("JDK_JAVA_OPTIONS", inherited + " -Dcassandra.superuser_setup_delay_ms=0");
  }

  @Override
  public void probe() throws Exception {
    probe.run();
  }
}
