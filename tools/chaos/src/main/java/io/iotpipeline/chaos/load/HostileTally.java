package io.iotpipeline.chaos.load;

import io.iotpipeline.chaos.hostile.HostileKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;

/** Counts hostile records by kind; the client's thread and the sending thread use it. */
final class HostileTally {

  private final Map<HostileKind, HostileCounts> counts = new EnumMap<>(HostileKind.class);

  void sent(HostileKind kind) {
    add(kind, new HostileCounts(1, 0, 0, 0, 0));
  }

  void uncommitted(HostileKind kind) {
    add(kind, new HostileCounts(0, 0, 0, 0, 1));
  }

  /**
   * @param failure null if the broker has acknowledged the record
   */
  void completed(HostileKind kind, Exception failure) {
    if (failure == null) {
      add(kind, new HostileCounts(0, 1, 0, 0, 0));
    } else if (failure instanceof RetriableException) {
      add(kind, new HostileCounts(0, 0, 0, 1, 0));
    } else {
      add(kind, new HostileCounts(0, 0, 1, 0, 0));
    }
  }

  private synchronized void add(HostileKind kind, HostileCounts more) {
    counts.merge(kind, more, HostileCounts::plus);
  }

  /** By the name of the kind in options. */
  synchronized Map<String, HostileCounts> byOption() {
    Map<String, HostileCounts> byOption = new LinkedHashMap<>();
    counts.forEach((kind, each) -> byOption.put(kind.option(), each));
    return byOption;
  }
}
