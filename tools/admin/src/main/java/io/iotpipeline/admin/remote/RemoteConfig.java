package io.iotpipeline.admin.remote;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * The saved settings of a pipeline whose servers run elsewhere.
 *
 * @param endpoints addresses of the servers
 * @param eventTtl TTL of the rows of sensor_events
 */
public record RemoteConfig(Endpoints endpoints, EventTtl eventTtl) {

  /** The file with logins and TLS, in the home folder. */
  public static final String CONNECTIONS = "pipeline.properties";

  /** The kind of pipeline in {@link SettingsFile}. */
  private static final String KIND = "remote";

  /** Whether a home folder holds the settings of a remote pipeline. */
  public static boolean isIn(Path home) {
    return new SettingsFile(home).holds(KIND);
  }

  /**
   * The settings in a home folder; empty if the pipeline was never set up.
   *
   * @throws PipelineException if the folder holds a development stack
   */
  public static Optional<RemoteConfig> load(Path home) {
    return new SettingsFile(home).read(KIND, RemoteConfig.class);
  }

  /** Saves the settings for later commands. */
  public void save(Path home) {
    new SettingsFile(home).write(KIND, this);
  }

  /**
   * With the logins of the file {@value #CONNECTIONS} in the home folder, if there is one.
   *
   * @param files the connectors and migrations to set it up with
   * @throws PipelineException if that file is not right
   */
  public Pipeline pipeline(DeploymentFiles files, Path home) {
    return new Pipeline(endpoints, eventTtl, files, connections(home));
  }

  private static ConnectionSettings connections(Path home) {
    Path file = home.resolve(CONNECTIONS);
    try {
      return Files.exists(file) ? ConnectionSettings.read(file) : ConnectionSettings.NONE;
    } catch (ConfigException e) {
      throw new PipelineException(e.getMessage(), e);
    }
  }
}
