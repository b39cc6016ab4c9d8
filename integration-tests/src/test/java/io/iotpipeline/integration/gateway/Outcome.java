package io.iotpipeline.integration.gateway;

import com.datastax.oss.driver.api.core.cql.Row;
import io.iotpipeline.admin.quarantine.QuarantinedRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What became of the readings of one sender: each row and each quarantined record, by its number.
 */
final class Outcome {

  private final Sending sending;
  private final int[] rows;
  private final int[] quarantined;
  private final Map<String, Integer> byReason = new TreeMap<>();
  private final List<String> unexpected = new ArrayList<>();

  Outcome(Sending sending) {
    this.sending = sending;
    this.rows = new int[sending.fleet().size()];
    this.quarantined = new int[sending.fleet().size()];
  }

  /** Takes a row of {@code sensor_events} if its sensor is one of this fleet. */
  void row(Row row) {
    Fleet fleet = sending.fleet();
    String sensor = row.getString("sensor_id");
    if (!sensor.startsWith(fleet.prefix())) {
      return;
    }
    int reading = fleet.reading(sensor, row.getInstant("event_time"));
    if (reading < 0
        || !row.getUuid("event_id").toString().equals(fleet.id(reading))
        || !row.getMap("measurements", String.class, Double.class)
            .equals(Map.of(fleet.metric(), fleet.value(reading)))) {
      unexpected.add("row " + row.getFormattedContents());
    } else {
      rows[reading]++;
    }
  }

  /** Takes an event in quarantine if its sensor is one of this fleet. */
  void event(QuarantinedRecord record, SensorEvent event) {
    Fleet fleet = sending.fleet();
    if (!event.getSensorId().startsWith(fleet.prefix())) {
      return;
    }
    count(record.reason());
    int reading = fleet.reading(event.getSensorId(), event.getEventTime());
    if (reading < 0) {
      unexpected.add("quarantined " + event);
    } else if (!record.reason().equals(RejectionReason.DUPLICATE.name())) {
      quarantined[reading]++;
    }
  }

  /** Whether it was this sender that sent the bytes. */
  boolean bytes(QuarantinedRecord record) {
    Ledger.Range readings = sending.ledger().readingsOf(record.value());
    if (readings == null) {
      return false;
    }
    count(record.reason());
    for (int reading = readings.begin(); reading < readings.end(); reading++) {
      quarantined[reading]++;
    }
    return true;
  }

  private void count(String reason) {
    byReason.merge(reason, 1, Integer::sum);
  }

  Sending sending() {
    return sending;
  }

  /** Acknowledged, and neither in a table nor in quarantine. A duplicate is in a table, or lost. */
  List<String> lost() {
    return readings(
        reading ->
            sending.ledger().isAcknowledged(reading)
                && rows[reading] == 0
                && quarantined[reading] == 0);
  }

  /** More than one row. */
  List<String> countedTwice() {
    return readings(reading -> rows[reading] > 1);
  }

  /** Rows and records that are not as they were sent. */
  List<String> unexpected() {
    return unexpected;
  }

  int rows() {
    return (int) IntStream.of(rows).filter(count -> count > 0).count();
  }

  /** Records in quarantine. */
  Map<String, Integer> byReason() {
    return byReason;
  }

  private List<String> readings(IntPredicate condition) {
    Fleet fleet = sending.fleet();
    return IntStream.range(0, fleet.size())
        .filter(condition)
        .mapToObj(reading -> fleet.sensor(reading) + " at " + fleet.time(reading))
        .toList();
  }
}
