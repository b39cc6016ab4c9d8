package io.iotpipeline.local.quarantine;

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

  private static final Comparator<Entry<String, Tally>> MOST_FIRST =
      Comparator.comparing((Entry<String, Tally> entry) -> -entry.getValue().records())
          .thenComparing(Entry.comparingByKey());

  private final ReplayLedger ledger;
  private final Tally total = new Tally();
  private final Map<String, Tally> reasons = new TreeMap<>();
  private final Map<String, Tally> sensors = new HashMap<>();

  public QuarantineSummary(ReplayLedger ledger) {
    this.ledger = ledger;
  }

  public void add(QuarantinedRecord record) {
    boolean replayed = ledger.contains(record.origin());
    String sensor = Printable.label(record.key());
    boolean room = sensors.size() < MOST_SENSORS || sensors.containsKey(sensor);
    total.add(record, replayed);
    tally(reasons, Printable.escaped(record.reason())).add(record, replayed);
    tally(sensors, room ? sensor : OTHERS).add(record, replayed);
  }

  public Tally total() {
    return total;
  }

  /** By reason, in the order of the alphabet. */
  public List<Entry<String, Tally>> byReason() {
    return List.copyOf(reasons.entrySet());
  }

  /** By sensor, those with the most records first. */
  public List<Entry<String, Tally>> bySensor() {
    return sensors.entrySet().stream().sorted(MOST_FIRST).toList();
  }

  private static Tally tally(Map<String, Tally> tallies, String name) {
    return tallies.computeIfAbsent(name, key -> new Tally());
  }
}
