package io.iotpipeline.admin.remote;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is remembered of a pipeline whose servers run elsewhere.
 *
 * @param endpoints where the servers are reached
 * @param eventTtl TTL of the rows of sensor_events
 */
public record RemoteConfig(Endpoints endpoints, EventTtl eventTtl) {

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "remote";

  /** Whether a home folder holds such a pipeline. */
  public static boolean isIn(Path home) {
    return new SettingsFile(home).holds(KIND);
  }

  /**
   * The pipeline of a home folder, or nothing if it was never set up.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if the folder holds a development stack
   */
  public static Optional<RemoteConfig> load(Path home) {
    return new SettingsFile(home).read(KIND, RemoteConfig.class);
  }

  /** Remembers it for later verbs. */
  public void save(Path home) {
    new SettingsFile(home).write(KIND, this);
  }

  /**
   * What the tools need to know of it.
   *
   * @param files connectors and migrations to set it up with
   */
  public Pipeline pipeline(DeploymentFiles files) {
    return new Pipeline(endpoints, eventTtl, files);
  }
}
