package io.iotpipeline.devstack.config;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import io.iotpipeline.schemas.EventBucket;
import java.nio.file.Path;

/**
 * A development stack: a {@link Pipeline} whose servers run on this machine. Everything it writes
 * is under {@code home}, everything it runs comes from the checkout at {@code root}.
 *
 * @param root the checkout, with its modules built
 * @param home the stack's folder for data, logs and settings
 * @param ports where the servers listen, and how many nodes and instances there are
 * @param eventTtl TTL of the rows of sensor_events
 * @param eventBucket how much of a sensor's readings one partition of that table holds
 * @param prometheus whether Prometheus runs beside the other servers
 */
public record DevStackConfig(
    Path root,
    Path home,
    Ports ports,
    EventTtl eventTtl,
    EventBucket eventBucket,
    boolean prometheus) {

  /** Address of all servers but further Cassandra nodes. */
  public static final String HOST = "127.0.0.1";

  /** Cassandra's data center. */
  public static final String DATACENTER = "datacenter1";

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "local";

  /** The part that is remembered. */
  private record Settings(
      Ports ports, EventTtl eventTtl, EventBucket eventBucket, boolean prometheus) {}

  public DevStackConfig(Path root, Path home, Ports ports) {
    this(root, home, ports, EventTtl.NONE, EventBucket.DAY, false);
  }

  /**
   * The stack of a home folder, with the default ports if it was never started.
   *
   * @throws PipelineException if the folder holds a pipeline whose servers run elsewhere
   */
  public static DevStackConfig load(Path root, Path home) {
    return new SettingsFile(home)
        .read(KIND, Settings.class)
        .map(
            saved ->
                new DevStackConfig(
                    root, home, saved.ports, saved.eventTtl, saved.eventBucket, saved.prometheus))
        .orElseGet(() -> new DevStackConfig(root, home, Ports.DEFAULT));
  }

  /** Remembers the settings for later verbs. */
  public void save() {
    new SettingsFile(home).write(KIND, new Settings(ports, eventTtl, eventBucket, prometheus));
  }

  /** What the tools need to know of this stack. */
  public Pipeline pipeline() {
    return new Pipeline(ports.endpoints(), eventTtl, new DeploymentFiles(root));
  }

  /** What the build made of the checkout. */
  public BuildArtifacts artifacts() {
    return new BuildArtifacts(root);
  }

  public DevStackConfig withPorts(Ports other) {
    return new DevStackConfig(root, home, other, eventTtl, eventBucket, prometheus);
  }

  public DevStackConfig withEventTtl(EventTtl other) {
    return new DevStackConfig(root, home, ports, other, eventBucket, prometheus);
  }

  public DevStackConfig withEventBucket(EventBucket other) {
    return new DevStackConfig(root, home, ports, eventTtl, other, prometheus);
  }

  public DevStackConfig withPrometheus(boolean required) {
    return new DevStackConfig(root, home, ports, eventTtl, eventBucket, required);
  }
}
