package io.iotpipeline.gateway.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Tahu's type
class RebirthTest {

  @Test
  void reference_implementation_reads_the_command() throws Exception {
    byte[] bytes = Rebirth.payload(Payloads.TIME);

    SparkplugBPayload payload = new SparkplugBPayloadDecoder().buildFromByteArray(bytes, null);

    assertThat(payload.getTimestamp().getTime()).isEqualTo(Payloads.TIME);
    assertThat(payload.getMetrics()).hasSize(1);
    Metric metric = payload.getMetrics().get(0);
    assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
    assertThat(metric.getValue()).isEqualTo(true);
  }
}
