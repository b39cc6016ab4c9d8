package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.SensorEvent;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro use the generated classes: since 1.12.2 it refuses every class that is not trusted by
 * name, whoever generated it.
 */
final class TrustedRecords {

  private static final String OURS = SensorEvent.class.getPackageName();

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(OURS)));
  }

  private TrustedRecords() {}

  /** Takes effect once, in the whole process; the trust of others stays. */
  static void trust() {
    // the work is done when the class is loaded
  }
}
