package io.iotpipeline.admin.remote;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The saved settings of a pipeline whose servers run elsewhere.
 *
 * @param endpoints addresses of the servers
 * @param eventTtl TTL of the rows of sensor_events
 */
public record RemoteConfig(Endpoints endpoints, EventTtl eventTtl) {

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "remote";

  /** Whether a home folder holds the settings of a remote pipeline. */
  public static boolean isIn(Path home) {
    return new SettingsFile(home).holds(KIND);
  }

  /**
   * The settings in a home folder; empty if the pipeline was never set up.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if the folder holds a development stack
   */
  public static Optional<RemoteConfig> load(Path home) {
    return new SettingsFile(home).read(KIND, RemoteConfig.class);
  }

  /** Saves the settings for later commands. */
  public void save(Path home) {
    new SettingsFile(home).write(KIND, this);
  }

  /**
   * @param files the connectors and migrations to set it up with
   */
  public Pipeline pipeline(DeploymentFiles files) {
    return new Pipeline(endpoints, eventTtl, files);
  }
}
