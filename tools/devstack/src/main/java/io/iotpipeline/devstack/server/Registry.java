package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schema registry: Apicurio, with its Confluent-compatible API, on a database in a file. */
public final class Registry extends Server {

  private static final int HEAP_MB = 192;

  public Registry(DevStackConfig config) {
    super(config, "registry");
  }

  @Override
  public String address() {
    return config.pipeline().registryUrl();
  }

  @Override
  public List<Integer> ports() {
    return List.of(config.ports().registry());
  }

  @Override
  protected void prepare() {}

  @Override
  protected List<String> command() {
    return JavaCommand.ofThisJvm(HEAP_MB)
        .property("quarkus.http.host", DevStackConfig.HOST)
        .property("quarkus.http.port", config.ports().registry())
        .jar(config.artifacts().registryJar());
  }

  @Override
  protected Map<String, String> environment() {
    // In memory by default; in a file the schemas and their ids outlive the process.
    Path database = folder().resolve("data").resolve("registry");
    return Map.of("REGISTRY_DATASOURCE_URL", "jdbc:h2:file:" + database);
  }

  @Override
  public void probe() {
    Probes.registry(config.pipeline().registryUrl());
  }
}
