package io.iotpipeline.connect.cassandra.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file of {@code connect/connectors}, in the format of the worker's REST API.
 *
 * @param name connector name
 * @param config connector configuration
 */
public record ConnectorFile(String name, Map<String, String> config) {

  public static ConnectorFile read(String name) {
    Path path = Path.of("../connectors", name + ".json");
    try {
      return new ObjectMapper().readValue(path.toFile(), new TypeReference<ConnectorFile>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the only table of the connector. */
  TableConfig table() {
    return new SinkConfig(config).tables().values().iterator().next().get(0);
  }
}
