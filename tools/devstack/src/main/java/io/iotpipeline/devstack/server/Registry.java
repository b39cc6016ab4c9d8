package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schema registry: Apicurio, with its Confluent-compatible API and a file database. */
public final class Registry extends Server {

  private static final int HEAP_MB = 192;

  public Registry(DevStackConfig config) {
    super(config, "registry");
  }

  @Override
  public String address() {
    return config.ports().registryRoot();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().registry());
  }

  @Override
  protected void prepare() {}

  @Override
  protected List<String> command() {
    return JavaCommand.ofThisJvm(HEAP_MB)
        .property("quarkus.http.host", DevStackConfig.HOST)
        .property("quarkus.http.port", config.ports().registry())
        .property("quarkus.banner.enabled", false)
        // Schemas are equal whatever their white space is, as in Confluent's registry.
        .property("registry.ccompat.use-canonical-hash", true)
        .property("quarkus.log.console.enable", false)
        .property("quarkus.log.file.enable", true)
        // It writes a line for each request that fails, so for each unknown id that a device sends.
        .property("quarkus.log.category.\"io.apicurio.common.apps.logging.audit\".level", "WARN")
        .property("quarkus.log.file.path", log())
        .property("quarkus.log.file.format", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%t] %c{1}: %m%n")
        .property("quarkus.log.file.rotation.max-file-size", ServerLogs.MEGABYTES + "M")
        .property("quarkus.log.file.rotation.max-backup-index", ServerLogs.FILES - 1)
        .property("quarkus.log.file.rotation.rotate-on-boot", false)
        .jar(config.artifacts().registryJar());
  }

  @Override
  protected Map<String, String> environment() {
    // The default database is in memory and would lose schemas and ids at each stop.
    Path database = folder().resolve("data").resolve("registry");
    return Map.of("REGISTRY_DATASOURCE_URL", "jdbc:h2:file:" + database);
  }

  @Override
  protected void probe() {
    Probes.registry(config.pipeline());
  }
}
