package io.iotpipeline.connectlogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension;
import org.junit.jupiter.api.Test;

class BasicAuthExtensionTest {

  @Test
  void names_the_version_on_the_class_path() {
    String jar =
        BasicAuthSecurityRestExtension.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toString();

    assertThat(jar).endsWith("-" + new BasicAuthExtension().version() + ".jar");
  }

  /** If this fails, the class that it tests is no longer needed. */
  @Test
  void kafkas_own_extension_does_not_know_its_version() {
    BasicAuthSecurityRestExtension kafkas = new BasicAuthSecurityRestExtension();

    assertThatThrownBy(kafkas::version).isInstanceOf(NoClassDefFoundError.class);
  }
}
