package io.iotpipeline.admin.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The connector and migration files of a checkout or an image.
 *
 * @param root folder that holds {@code connect/} and {@code cassandra/}
 */
public record DeploymentFiles(Path root) {

  /**
   * The folder of the connectors' JSON files.
   *
   * @throws PipelineException if it does not exist
   */
  public Path connectors() {
    return existing("connect/connectors");
  }

  /**
   * The folder of the JSON files of connectors that notify; they are not created by default.
   *
   * @throws PipelineException if it does not exist
   */
  public Path notifications() {
    return existing("connect/notifications");
  }

  /**
   * The folder of the numbered CQL migrations.
   *
   * @throws PipelineException if it does not exist
   */
  public Path migrations() {
    return existing("cassandra/migrations");
  }

  private Path existing(String folder) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      throw new PipelineException(
          path + " does not exist: run this command from a complete checkout");
    }
    return path;
  }
}
