package io.iotpipeline.integration.gateway;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.admin.quarantine.QuarantinedRecord;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;

/** Finds every row and every quarantined record of the readings that senders have sent. */
final class Reconciliation {

  private final TestStack stack;
  private final List<Outcome> outcomes;

  private Reconciliation(TestStack stack, List<Sending> sendings) {
    this.stack = stack;
    this.outcomes = sendings.stream().map(Outcome::new).toList();
  }

  /** Reads the whole table and the whole topic. */
  static List<Outcome> of(TestStack stack, List<Sending> sendings) {
    Reconciliation reconciliation = new Reconciliation(stack, sendings);
    reconciliation.readRows();
    reconciliation.readQuarantine();
    return reconciliation.outcomes;
  }

  private void readRows() {
    try (CqlSession session = stack.session()) {
      session
          .execute("SELECT sensor_id, event_time, event_id, measurements FROM iot.sensor_events")
          .forEach(row -> outcomes.forEach(outcome -> outcome.row(row)));
    }
  }

  private void readQuarantine() {
    try (Deserializer<SensorEvent> events = KafkaClients.serdes(stack.pipeline()).deserializer()) {
      Quarantine.read(stack, QuarantineFilter.ALL).forEach(record -> quarantined(record, events));
    }
  }

  private void quarantined(QuarantinedRecord record, Deserializer<SensorEvent> events) {
    if (!record.reason().equals(RejectionReason.UNREADABLE.name())) {
      SensorEvent event = events.deserialize(Topics.SENSOR_EVENTS.name(), record.value());
      outcomes.forEach(outcome -> outcome.event(record, event));
    } else if (outcomes.stream().noneMatch(outcome -> outcome.bytes(record))) {
      throw new AssertionError("no sender has sent what is unreadable: " + record.detail());
    }
  }
}
