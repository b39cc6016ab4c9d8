package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.format.TextEscaper;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** Counts quarantined records by reason and by sensor, which is the record key. */
public final class QuarantineSummary {

  /** Limits the memory: a key can be any bytes. Further sensors are counted together. */
  static final int MAX_SENSORS = 100_000;

  static final String OTHERS = "(all others)";

  private static final Comparator<Entry<String, QuarantineCount>> MOST_FIRST =
      Comparator.comparing((Entry<String, QuarantineCount> entry) -> -entry.getValue().records())
          .thenComparing(Entry.comparingByKey());

  private final ReplayLedger ledger;
  private final QuarantineCount total = new QuarantineCount();
  private final Map<String, QuarantineCount> reasons = new TreeMap<>();
  private final Map<String, QuarantineCount> sensors = new HashMap<>();

  public QuarantineSummary(ReplayLedger ledger) {
    this.ledger = ledger;
  }

  public void add(QuarantinedRecord record) {
    boolean replayed = ledger.contains(record.source());
    String sensor = TextEscaper.label(record.key());
    boolean room = sensors.size() < MAX_SENSORS || sensors.containsKey(sensor);
    total.add(record, replayed);
    count(reasons, TextEscaper.escaped(record.reason())).add(record, replayed);
    count(sensors, room ? sensor : OTHERS).add(record, replayed);
  }

  QuarantineCount total() {
    return total;
  }

  /** Counts by reason, in alphabetical order. */
  List<Entry<String, QuarantineCount>> byReason() {
    return List.copyOf(reasons.entrySet());
  }

  /** Counts by sensor, most records first. */
  List<Entry<String, QuarantineCount>> bySensor() {
    return sensors.entrySet().stream().sorted(MOST_FIRST).toList();
  }

  private static QuarantineCount count(Map<String, QuarantineCount> counts, String name) {
    return counts.computeIfAbsent(name, key -> new QuarantineCount());
  }
}
