package io.iotpipeline.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {

  @TempDir private Path home;

  @Test
  void reads_the_version_of_a_jdk_from_its_release_file() throws Exception {
    Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"17.0.15\"\n");

    assertThat(Jdk.majorVersion(home)).contains(17);
  }

  @Test
  void a_folder_that_is_not_a_jdk_has_no_version() {
    assertThat(Jdk.majorVersion(home)).isEmpty();
  }
}
