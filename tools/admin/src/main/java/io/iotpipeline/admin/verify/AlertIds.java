package io.iotpipeline.admin.verify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Hashes the identity of an alert, which is the primary key of its row. */
final class AlertIds {

  private AlertIds() {}

  static UUID of(String sensorId, UUID eventId, Instant time, String metric, String kind) {
    // A kind contains no bar, so the concatenation is unique.
    String within = kind + "|" + metric;
    UUID name = UUID.nameUUIDFromBytes(within.getBytes(StandardCharsets.UTF_8));
    return IdFingerprint.id(sensorId + "|" + name, eventId, time.toEpochMilli());
  }
}
