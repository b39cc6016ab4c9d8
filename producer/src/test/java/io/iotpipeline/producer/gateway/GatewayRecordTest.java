package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.SensorEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayRecordTest {

  private static final SensorEvent EVENT = Records.event("hall 1", 7);

  @Test
  void an_event_is_one_line_of_json_with_its_own_id() {
    GatewayRecord outgoing = GatewayRecord.of(OutgoingRecord.event(0, EVENT), true);

    assertThat(text(outgoing))
        .isEqualTo(
            "{\"event_id\":\"00000000-0000-8000-8000-000000000007\",\"sensor_id\":\"hall 1\","
                + "\"event_time\":1700000000007,\"measurements\":{\"temperature\":21.5}}");
    assertThat(outgoing.expected()).isEmpty();
  }

  @Test
  void on_a_topic_the_sensor_is_not_repeated() {
    assertThat(text(GatewayRecord.of(OutgoingRecord.event(0, EVENT), false)))
        .doesNotContain("sensor_id");
  }

  @Test
  void what_json_cannot_express_is_not_json() {
    for (OutgoingRecord invalid :
        new OutgoingRecord[] {
          OutgoingRecord.invalid(RejectionReason.MISSING_VALUE, 0, "a", (byte[]) null),
          OutgoingRecord.invalid(RejectionReason.UNDECODABLE, 0, "a", new byte[] {1}),
          OutgoingRecord.invalid(RejectionReason.KEY_MISMATCH, 0, "not-a", EVENT)
        }) {
      GatewayRecord outgoing = GatewayRecord.of(invalid, true);

      assertThat(text(outgoing)).isEqualTo("{not JSON}");
      assertThat(outgoing.expected()).contains(RejectionReason.UNREADABLE);
    }
  }

  @Test
  void what_the_gateway_checks_is_unreadable_and_the_rest_is_for_the_streams_app() {
    SensorEvent notFinite =
        new SensorEvent(
            EVENT.getEventId(), "a", EVENT.getEventTime(), Map.of("t", Double.NaN, "u", 1.0));

    GatewayRecord checked =
        GatewayRecord.of(
            OutgoingRecord.invalid(RejectionReason.NOT_FINITE, 0, "a", notFinite), true);
    GatewayRecord late =
        GatewayRecord.of(OutgoingRecord.invalid(RejectionReason.LATE, 0, "hall 1", EVENT), true);

    assertThat(text(checked)).contains("\"t\":\"NaN\"");
    assertThat(checked.isUnreadable()).isTrue();
    assertThat(late.expected()).contains(RejectionReason.LATE);
    assertThat(late.isUnreadable()).isFalse();
  }

  private static String text(GatewayRecord outgoing) {
    return new String(outgoing.json(), UTF_8);
  }
}
