package io.iotpipeline.admin.verify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** The hash of what names an alert, which is the primary key of its row. */
final class AlertIds {

  private AlertIds() {}

  static UUID of(String sensorId, UUID eventId, Instant time, String metric, String kind) {
    // No kind holds a bar, so no two keys read the same.
    String within = kind + "|" + metric;
    UUID name = UUID.nameUUIDFromBytes(within.getBytes(StandardCharsets.UTF_8));
    return IdFingerprint.id(sensorId + "|" + name, eventId, time.toEpochMilli());
  }
}
