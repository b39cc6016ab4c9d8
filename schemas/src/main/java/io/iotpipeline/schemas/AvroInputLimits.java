package io.iotpipeline.schemas;

import java.util.Map;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Limits what Avro may do with untrusted bytes: it may instantiate only the generated classes of
 * this package, and may not allocate more than a record can contain. Without the limits, a few
 * bytes that claim a length of one gigabyte end the process with an OutOfMemoryError, and again
 * after each restart.
 */
final class AvroInputLimits {

  /** Twice Kafka's default maximum record size; in bytes for bytes, in characters for strings. */
  private static final String MAX_LENGTH = String.valueOf(2 * 1024 * 1024);

  private static final Map<String, String> LIMITS =
      Map.of(
          "org.apache.avro.limits.bytes.maxLength", MAX_LENGTH,
          "org.apache.avro.limits.string.maxLength", MAX_LENGTH,
          // A map entry takes at least nine bytes.
          "org.apache.avro.limits.collectionItems.maxLength", "250000");

  private AvroInputLimits() {}

  /** Applies to the whole process. Limits that are already set as system properties stay. */
  static void install() {
    LIMITS.forEach(
        (limit, value) -> {
          if (System.getProperty(limit) == null) {
            System.setProperty(limit, value);
          }
        });
    String generatedPackage = AvroInputLimits.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(generatedPackage)));
  }
}
