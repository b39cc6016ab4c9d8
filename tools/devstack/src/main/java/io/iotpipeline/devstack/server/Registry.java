package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.RegistryToken;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The schema registry: Apicurio, with its Confluent-compatible API and a file database. */
public final class Registry extends Server {

  private static final int HEAP_MB = 192;
  private static final String AUDIT = "io.apicurio.common.apps.logging.audit";

  public Registry(DevStackConfig config) {
    super(config, "registry");
  }

  @Override
  public String address() {
    return config.registryRoot();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().registry());
  }

  @Override
  protected void prepare() {}

  @Override
  protected List<String> command() {
    JavaCommand command =
        JavaCommand.ofThisJvm(HEAP_MB)
            // It has few requests, so what the fast JIT compiler makes is enough.
            .options(List.of("-XX:TieredStopAtLevel=1"))
            .property("quarkus.http.host", DevStackConfig.HOST)
            .property(
                config.secure() ? "quarkus.http.ssl-port" : "quarkus.http.port",
                config.ports().registry())
            .property("quarkus.banner.enabled", false)
            // Schemas are equal whatever their white space is, as in Confluent's registry.
            .property("registry.ccompat.use-canonical-hash", true)
            .property("quarkus.log.level", ServerLogs.level().orElse("INFO"))
            .property("quarkus.log.console.enable", false)
            .property("quarkus.log.file.enable", true);
    rotate(command, "quarkus.log.file.", log());
    config.security().ifPresentOrElse(security -> secure(command, security), () -> open(command));
    return command.jar(config.artifacts().registryJar());
  }

  private static void open(JavaCommand command) {
    // It writes a line for each request that fails, so for each unknown id that a device sends.
    command.property(category(AUDIT) + "level", "WARN");
  }

  /**
   * Requires a token, whose role decides who may change schemas. Apicurio takes roles from an
   * OpenID server, but with the public key of the tokens it needs none. It cannot require
   * certificates of clients: its build has fixed that setting.
   */
  private void secure(JavaCommand command, StackSecurity security) {
    Credentials own = security.of(Identity.REGISTRY);
    command
        .property("quarkus.http.insecure-requests", "disabled")
        .property("quarkus.http.ssl.certificate.key-store-file", own.keyStore())
        .property("quarkus.http.ssl.certificate.key-store-file-type", Credentials.STORE_TYPE)
        .property("registry.auth.enabled", true)
        .property("registry.auth.role-based-authorization", true)
        .property("quarkus.oidc.public-key", security.tokenPublicKey())
        .property("quarkus.oidc.application-type", "service")
        .property("quarkus.oidc.auth-server-url", "")
        .property("quarkus.oidc.token.issuer", RegistryToken.ISSUER)
        .property("quarkus.oidc.roles.role-claim-path", RegistryToken.ROLES)
        // Metrics and pages do not ask for a token, so they are off. Apicurio answers with 500.
        .property("quarkus.http.auth.permission.closed.paths", "/metrics,/ui,/ui/*")
        .property("quarkus.http.auth.permission.closed.policy", "deny")
        // A line for each request without a sufficient token.
        .property(category("io.apicurio.registry.auth") + "level", "WARN")
        .property(category("io.apicurio.registry.auth") + "handlers", "audit")
        .property(category("io.apicurio.registry.auth") + "use-parent-handlers", false)
        .property(category(AUDIT) + "handlers", "audit")
        .property(category(AUDIT) + "use-parent-handlers", false)
        .property("quarkus.log.handler.file.\"audit\".enable", true);
    rotate(command, "quarkus.log.handler.file.\"audit\".", ServerLogs.audit(this));
  }

  private static String category(String name) {
    return "quarkus.log.category.\"" + name + "\".";
  }

  private static void rotate(JavaCommand command, String handler, Path file) {
    command
        .property(handler + "path", file)
        .property(handler + "format", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%t] %c{1}: %m%n")
        .property(handler + "rotation.max-file-size", ServerLogs.MEGABYTES + "M")
        .property(handler + "rotation.max-backup-index", ServerLogs.FILES - 1)
        .property(handler + "rotation.rotate-on-boot", false);
  }

  @Override
  protected Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    // The default database is in memory and would lose schemas and ids at each stop.
    Path database = folder().resolve("data").resolve("registry");
    environment.put("REGISTRY_DATASOURCE_URL", "jdbc:h2:file:" + database);
    // Not an argument, which all users of the machine see.
    config
        .security()
        .ifPresent(
            security ->
                environment.put(
                    "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD",
                    security.of(Identity.REGISTRY).secret(Secret.KEY_STORE)));
    return environment;
  }

  @Override
  protected void probe() {
    Probes.registry(config.pipeline());
  }
}
