package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as the gateway takes it: an event in JSON, of one line. What no JSON can express (bytes
 * that are not an event, no value, another key) becomes text that is not JSON; the gateway sends
 * that to the quarantine.
 *
 * @param expected the reason for which it is in quarantine then; empty if it is valid
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GatewayRecord(
    String sensorId, String eventId, byte[] json, Optional<RejectionReason> expected) {

  private static final JsonFactory JSON = new JsonFactory();

  /** What the gateway itself checks. */
  private static final Set<RejectionReason> CHECKED_BY_GATEWAY =
      EnumSet.of(
          RejectionReason.MISSING_SENSOR_ID,
          RejectionReason.INVALID_EVENT_ID,
          RejectionReason.NO_MEASUREMENT,
          RejectionReason.NOT_FINITE);

  /**
   * @param withSensor whether the JSON names the sensor
   */
  static GatewayRecord of(OutgoingRecord outgoing, boolean withSensor) {
    if (outgoing.event().isEmpty() || outgoing.hasForeignKey()) {
      return new GatewayRecord(
          outgoing.sensorId(),
          outgoing.eventId(),
          "{not JSON}".getBytes(UTF_8),
          Optional.of(RejectionReason.UNREADABLE));
    }
    return new GatewayRecord(
        outgoing.sensorId(),
        outgoing.eventId(),
        json(outgoing.event().get(), withSensor),
        outgoing
            .expectedRejection()
            .map(
                reason ->
                    CHECKED_BY_GATEWAY.contains(reason) ? RejectionReason.UNREADABLE : reason));
  }

  private static byte[] json(SensorEvent event, boolean withSensor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("event_id", event.getEventId());
      if (withSensor) {
        json.writeStringField("sensor_id", event.getSensorId());
      }
      json.writeNumberField("event_time", event.getEventTime().toEpochMilli());
      json.writeObjectFieldStart("measurements");
      for (Map.Entry<String, Double> each : event.getMeasurements().entrySet()) {
        json.writeNumberField(each.getKey(), each.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory
    }
    return bytes.toByteArray();
  }

  /** Whether the gateway should refuse it, and Kafka has it all the same. */
  boolean isUnreadable() {
    return expected.equals(Optional.of(RejectionReason.UNREADABLE));
  }
}
