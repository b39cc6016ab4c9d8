package io.iotpipeline.admin.quarantine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** Counts what is in quarantine, by reason and by sensor, the record's key. */
public final class QuarantineSummary {

  /** Anything can be a key, so junk must not fill the memory. */
  static final int MOST_SENSORS = 100_000;

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
    boolean replayed = ledger.contains(record.origin());
    String sensor = TextEscaper.label(record.key());
    boolean room = sensors.size() < MOST_SENSORS || sensors.containsKey(sensor);
    total.add(record, replayed);
    tally(reasons, TextEscaper.escaped(record.reason())).add(record, replayed);
    tally(sensors, room ? sensor : OTHERS).add(record, replayed);
  }

  public QuarantineCount total() {
    return total;
  }

  /** By reason, in the order of the alphabet. */
  public List<Entry<String, QuarantineCount>> byReason() {
    return List.copyOf(reasons.entrySet());
  }

  /** By sensor, those with the most records first. */
  public List<Entry<String, QuarantineCount>> bySensor() {
    return sensors.entrySet().stream().sorted(MOST_FIRST).toList();
  }

  private static QuarantineCount tally(Map<String, QuarantineCount> tallies, String name) {
    return tallies.computeIfAbsent(name, key -> new QuarantineCount());
  }
}
