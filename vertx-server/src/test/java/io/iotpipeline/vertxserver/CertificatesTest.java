package io.iotpipeline.vertxserver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {

  @TempDir private Path folder;

  @Test
  void says_which_setting_is_wrong() {
    Map<String, Object> ssl =
        Map.of(
            "ssl.keystore.location",
            folder.resolve("none.p12").toString(),
            "ssl.keystore.password",
            new Password("secret"));

    assertThatThrownBy(() -> Certificates.of(ssl))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.ssl.keystore.")
        .hasMessageContaining("none.p12")
        .hasMessageNotContaining("secret");
  }
}
