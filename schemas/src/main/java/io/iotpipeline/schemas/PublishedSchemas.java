package io.iotpipeline.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * The schemas as they are published and registered: the files of {@code src/main/avro}. The schema
 * of a generated class has the property {@code avro.java.string} in addition, so a registry, which
 * compares text, does not find it.
 */
final class PublishedSchemas {

  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private PublishedSchemas() {}

  /**
   * @param record the name without the namespace
   * @throws IllegalArgumentException if there is no such schema
   */
  static Schema named(String record) {
    return SCHEMAS.computeIfAbsent(record, PublishedSchemas::read);
  }

  private static Schema read(String record) {
    try (InputStream in = PublishedSchemas.class.getResourceAsStream(record + ".avsc")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no schema " + record);
      }
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
