package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.AlertSeverity;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.streamsapp.register.Silence;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** The alerts about sensors that are silent, and heard again. They have no metric. */
final class SilenceAlertMapper {

  private SilenceAlertMapper() {}

  /** The alert that a silence begins; its id is the same whenever it is found. */
  static SensorAlert silent(String sensorId, Silence silence) {
    byte[] name = (sensorId + "|" + silence.from()).getBytes(UTF_8);
    return alert(
        sensorId,
        silence.from(),
        UUID.nameUUIDFromBytes(name).toString(),
        "SILENT",
        AlertSeverity.WARNING,
        silence,
        "not heard for %s, usually heard at least every %s");
  }

  /**
   * The alert that a silence ends.
   *
   * @param eventId the event that ends it
   */
  static SensorAlert resumed(String sensorId, Silence silence, String eventId) {
    return alert(
        sensorId,
        silence.to(),
        eventId,
        "RESUMED",
        AlertSeverity.INFO,
        silence,
        "heard again after %s, usually heard at least every %s");
  }

  private static SensorAlert alert(
      String sensorId,
      long time,
      String id,
      String kind,
      AlertSeverity severity,
      Silence silence,
      String sentence) {
    double silentFor = (silence.to() - silence.from()) / 1000.0;
    double expected = silence.expectedMs() / 1000.0;
    return new SensorAlert(
        sensorId,
        Instant.ofEpochMilli(time),
        id,
        "",
        kind,
        severity.name(),
        silentFor,
        expected,
        expected == 0 ? 0 : silentFor / expected,
        sentence.formatted(text(silentFor), text(expected)));
  }

  private static String text(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7_200
        ? String.format(Locale.ROOT, "%.0f minutes", seconds / 60)
        : String.format(Locale.ROOT, "%.1f hours", seconds / 3_600);
  }
}
