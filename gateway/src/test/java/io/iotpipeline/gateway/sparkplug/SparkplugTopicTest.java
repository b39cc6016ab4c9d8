package io.iotpipeline.gateway.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkplugTopicTest {

  @Test
  void topic_of_a_node() {
    SparkplugTopic topic = SparkplugTopic.parse("spBv1.0/plant/NDATA/press-1").orElseThrow();

    assertThat(topic.type()).isEqualTo(MessageType.NDATA);
    assertThat(topic.sensorId()).isEqualTo("plant/press-1");
    assertThat(topic.commandTopic()).isEqualTo("spBv1.0/plant/NCMD/press-1");
  }

  @Test
  void topic_of_a_device() {
    SparkplugTopic topic = SparkplugTopic.parse("spBv1.0/plant/DBIRTH/press-1/arm").orElseThrow();

    assertThat(topic.sensorId()).isEqualTo("plant/press-1/arm");
    assertThat(topic.nodeId()).isEqualTo("plant/press-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spBv1.0",
        "spBv1.0/plant/NDATA",
        "spBv1.0/plant/NDATA/",
        "spBv1.0//NDATA/press-1",
        "spBv1.0/plant/ndata/press-1",
        "spBv1.0/plant/NDATA/press-1/arm",
        "spBv1.0/plant/DDATA/press-1",
        "spBv1.0/plant/DDATA/press-1/",
        "spBv1.0/plant/DDATA/press-1/arm/joint",
        "spBv1.0/STATE/host",
        "spAv1.0/plant/NDATA/press-1",
        "/spBv1.0/plant/NDATA/press-1"
      })
  void other_topics(String topic) {
    assertThat(SparkplugTopic.parse(topic)).isEmpty();
  }

  @Test
  void sensor_id_of_more_than_512_bytes_is_another_topic() {
    String device = "spBv1.0/g/DDATA/n/";

    assertThat(SparkplugTopic.parse(device + "d".repeat(508))).isPresent();
    assertThat(SparkplugTopic.parse(device + "d".repeat(509))).isEmpty();
    assertThat(SparkplugTopic.parse(device + "ä".repeat(255))).isEmpty();
  }
}
