package io.iotpipeline.streamsapp.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a metric catalogue from a YAML file, or the default one from the jar. */
public final class CatalogueReader {

  /** Value of {@code metric.catalogue} for the file in the jar. */
  public static final String DEFAULT = "default";

  private static final String RESOURCE = "/metric-catalogue.yaml";

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // Without it, a second YAML document in the file is ignored.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private CatalogueReader() {}

  /**
   * @param file path of a YAML file, or {@link #DEFAULT}
   * @throws IllegalArgumentException if the file is missing or invalid; the message says where
   */
  public static MetricCatalogue read(String file) {
    if (file.equals(DEFAULT)) {
      return readDefault();
    }
    try {
      byte[] bytes = Files.readAllBytes(Path.of(file));
      return checked(file, YAML.readValue(bytes, MetricCatalogue.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + where(e) + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e, e);
    }
  }

  private static MetricCatalogue readDefault() {
    try (InputStream in = CatalogueReader.class.getResourceAsStream(RESOURCE)) {
      return checked(RESOURCE, YAML.readValue(in, MetricCatalogue.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MetricCatalogue checked(String file, MetricCatalogue catalogue) {
    if (catalogue == null) {
      throw new IllegalArgumentException(file + " is empty");
    }
    String problems =
        catalogue.metrics().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .filter(metric -> metric.getValue().problem() != null)
            .map(metric -> "metric " + metric.getKey() + ": " + metric.getValue().problem())
            .collect(Collectors.joining("; "));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(file + ", " + problems);
    }
    return catalogue;
  }

  private static String where(JsonProcessingException e) {
    String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    boolean hasPath = e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty();
    return hasPath
        ? line
            + ", at "
            + ((JsonMappingException) e)
                .getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                    .collect(Collectors.joining("."))
        : line;
  }
}
