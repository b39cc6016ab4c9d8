package io.iotpipeline.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

  private static final Map<String, String> MINIMAL = Map.of("bootstrap.servers", "localhost:1");

  @Test
  void a_send_never_waits_and_all_replicas_acknowledge() {
    ProducerConfig config = new ProducerConfig(ProducerSettings.of(MINIMAL, 1_000_000));

    assertThat(config.getLong("max.block.ms")).isZero();
    assertThat(config.getString("acks")).isEqualTo("-1");
    assertThat(config.getBoolean("enable.idempotence")).isTrue();
    assertThat(config.getLong("buffer.memory")).isEqualTo(3_000_000);
  }

  @Test
  void the_user_may_change_what_the_guarantee_does_not_need() {
    Map<String, String> user = new HashMap<>(MINIMAL);
    user.put("linger.ms", "50");

    assertThat(ProducerSettings.of(user, 1_000_000)).containsEntry("linger.ms", "50");
  }

  @ParameterizedTest
  @CsvSource({"acks,1", "enable.idempotence,false", "max.block.ms,60000"})
  void refuses_settings_that_break_the_guarantee(String key, String value) {
    Map<String, String> user = new HashMap<>(MINIMAL);
    user.put(key, value);

    assertThatThrownBy(() -> ProducerSettings.of(user, 1_000_000))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kafka." + key + "=" + value);
  }
}
