package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private record Settings(int port) {}

  @TempDir private Path home;

  @Test
  void a_new_home_has_no_settings() {
    assertThat(new SettingsFile(home).read("local", Settings.class)).isEmpty();
    assertThat(new SettingsFile(home).holds("local")).isFalse();
  }

  @Test
  void later_verbs_read_what_was_written_last() {
    new SettingsFile(home.resolve("new")).write("local", new Settings(1));
    new SettingsFile(home.resolve("new")).write("local", new Settings(2));

    assertThat(new SettingsFile(home.resolve("new")).read("local", Settings.class))
        .contains(new Settings(2));
    assertThat(home.resolve("new")).isDirectoryContaining("glob:**/settings.json");
  }

  @Test
  void a_crash_while_writing_leaves_the_settings_before() throws IOException {
    SettingsFile file = new SettingsFile(home);
    file.write("local", new Settings(1));
    Files.writeString(home.resolve("settings.json.next"), "{\"local\": {\"po");

    assertThat(file.read("local", Settings.class)).contains(new Settings(1));
  }

  @Test
  void a_home_is_for_one_kind_of_pipeline() {
    SettingsFile file = new SettingsFile(home);
    file.write("remote", new Settings(1));

    assertThat(file.holds("remote")).isTrue();
    assertThatThrownBy(() -> file.read("local", Settings.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("holds a remote pipeline", "PIPELINE_HOME");
  }

  @Test
  void a_damaged_file_is_named() throws IOException {
    Files.writeString(home.resolve("settings.json"), "[]");

    assertThatThrownBy(() -> new SettingsFile(home).holds("local"))
        .hasMessageContainingAll("settings.json", "damaged");
  }

  @Test
  void the_files_of_earlier_snapshots_are_refused_with_the_remedy() throws IOException {
    Files.writeString(home.resolve("ports.json"), "{}");

    assertThatThrownBy(() -> new SettingsFile(home).read("local", Settings.class))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("ports.json", "./pipeline down");
  }
}
