package io.iotpipeline.api.register;

import io.iotpipeline.api.alerts.OpenAlert;
import java.util.Comparator;
import java.util.List;

/**
 * The place of a sensor in the order in which people should look: silent ones first, then those
 * with open alerts, critical ones before warnings, then by id.
 */
record Attention(int rank, String id) implements Comparable<Attention> {

  private static final int SILENT = 0;
  private static final int CRITICAL = 1;
  private static final int WARNING = 2;
  private static final int NOTHING = 3;

  private static final Comparator<Attention> ORDER =
      Comparator.comparingInt(Attention::rank).thenComparing(Attention::id);

  static Attention of(Sensor sensor, List<OpenAlert> open) {
    if (sensor.isSilent()) {
      return new Attention(SILENT, sensor.id());
    }
    if (open.isEmpty()) {
      return new Attention(NOTHING, sensor.id());
    }
    boolean isCritical = open.stream().anyMatch(each -> each.severity().equals(OpenAlert.CRITICAL));
    return new Attention(isCritical ? CRITICAL : WARNING, sensor.id());
  }

  @Override
  public int compareTo(Attention other) {
    return ORDER.compare(this, other);
  }
}
