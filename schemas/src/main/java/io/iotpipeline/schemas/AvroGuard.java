package io.iotpipeline.schemas;

import java.util.Map;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What Avro may do with bytes that anybody can send: make objects of our generated classes and of
 * no others, and believe no length beyond what a record can hold. Without the limits a few bytes
 * that claim a gigabyte would end the process, again at every restart.
 */
final class AvroGuard {

  /** Twice the greatest record that Kafka takes by default, in bytes and in characters. */
  private static final String MAX_LENGTH = String.valueOf(2 * 1024 * 1024);

  private static final Map<String, String> LIMITS =
      Map.of(
          "org.apache.avro.limits.bytes.maxLength", MAX_LENGTH,
          "org.apache.avro.limits.string.maxLength", MAX_LENGTH,
          // An entry of a map takes nine bytes at least.
          "org.apache.avro.limits.collectionItems.maxLength", "250000");

  private AvroGuard() {}

  /** Takes effect for the whole process; a limit that was set from outside stays. */
  static void install() {
    LIMITS.forEach(
        (limit, value) -> {
          if (System.getProperty(limit) == null) {
            System.setProperty(limit, value);
          }
        });
    String ours = AvroGuard.class.getPackageName();
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(ours)));
  }
}
