package io.iotpipeline.devstack.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.devstack.security.Identity;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaRightsTest {

  @Test
  void the_registry_has_its_topic_and_its_group() {
    assertThat(rights(Identity.REGISTRY))
        .containsExactlyInAnyOrder(
            "TOPIC LITERAL _schemas CREATE",
            "TOPIC LITERAL _schemas READ",
            "TOPIC LITERAL _schemas WRITE",
            "TOPIC LITERAL _schemas DESCRIBE_CONFIGS",
            "GROUP LITERAL schema-registry READ");
  }

  @Test
  void kafka_ui_changes_nothing() {
    assertThat(KafkaRights.of(List.of(Identity.KAFKA_UI)))
        .isNotEmpty()
        .extracting(binding -> binding.entry().operation())
        .containsOnly(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
  }

  @Test
  void a_device_writes_events_and_does_nothing_else() {
    assertThat(rights(Identity.DEVICE)).containsExactly("TOPIC LITERAL sensor-events WRITE");
  }

  @Test
  void the_api_reads_what_it_shows_replays_events_and_does_nothing_else() {
    assertThat(rights(Identity.API))
        .containsExactlyInAnyOrder(
            "TOPIC LITERAL sensors READ",
            "TOPIC LITERAL sensor-alerts READ",
            "TOPIC LITERAL rejected-events READ",
            "TOPIC LITERAL validated-events READ",
            "TOPIC LITERAL sensor-events DESCRIBE",
            "TOPIC LITERAL sensor-events WRITE",
            "TOPIC LITERAL quarantine-replays CREATE",
            "TOPIC LITERAL quarantine-replays READ",
            "TOPIC LITERAL quarantine-replays WRITE",
            "TRANSACTIONAL_ID LITERAL iot-quarantine-replay WRITE",
            "TOPIC LITERAL sensor-descriptions DESCRIBE",
            "TOPIC LITERAL hourly-aggregates DESCRIBE",
            "TOPIC LITERAL undelivered-alerts DESCRIBE",
            "GROUP LITERAL iot-streams-app DESCRIBE",
            "GROUP PREFIXED connect- DESCRIBE");
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {
        "DEVICE",
        "GATEWAY",
        "STREAMS_APP",
        "API",
        "CONNECT",
        "OPERATOR",
        "REGISTRY",
        "KAFKA_UI"
      })
  void rights_are_of_who_logs_in(Identity login) {
    assertThat(KafkaRights.of(List.of(login)))
        .isNotEmpty()
        .extracting(binding -> binding.entry().principal())
        .containsOnly("User:" + login.id());
  }

  @Test
  void who_has_no_login_gets_no_rights() {
    assertThatThrownBy(() -> KafkaRights.of(List.of(Identity.READER)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> rights(Identity login) {
    return KafkaRights.of(List.of(login)).stream().map(KafkaRightsTest::text).toList();
  }

  private static String text(AclBinding binding) {
    return "%s %s %s %s"
        .formatted(
            binding.pattern().resourceType(),
            binding.pattern().patternType(),
            binding.pattern().name(),
            binding.entry().operation());
  }
}
