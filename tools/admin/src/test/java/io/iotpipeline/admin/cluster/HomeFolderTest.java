package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {

  @TempDir private Path parent;

  @Test
  void a_new_folder_is_readable_by_its_owner_only() throws IOException {
    Path home = parent.resolve("new/home");

    new HomeFolder(home).claim();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void takes_the_rights_of_others_from_a_folder_of_an_earlier_version() throws IOException {
    Path home = Files.createDirectory(parent.resolve("home"));
    Files.writeString(home.resolve("settings.json"), "{}");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

    new HomeFolder(home).claim();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void takes_a_folder_of_an_earlier_version_that_has_only_been_built_or_tested()
      throws IOException {
    Path home = Files.createDirectory(parent.resolve("home"));
    Files.writeString(home.resolve("build.log"), "log");
    Files.createDirectory(home.resolve("chaos-7"));

    new HomeFolder(home).claim();

    assertThat(new HomeFolder(home).wipe()).isEmpty();
    assertThat(home).doesNotExist();
  }

  @Test
  void takes_a_folder_with_the_logins_of_the_user_and_keeps_them() throws IOException {
    Path home = Files.createDirectory(parent.resolve("home"));
    Files.createFile(home.resolve("pipeline.properties"));

    new HomeFolder(home).claim();

    assertThat(new HomeFolder(home).wipe()).containsExactly("pipeline.properties");
    assertThat(home.resolve("pipeline.properties")).exists();
  }

  @Test
  void refuses_a_folder_with_the_files_of_somebody() throws IOException {
    Path photos = photos();

    assertThatThrownBy(() -> new HomeFolder(photos).claim())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("has files that ./pipeline did not make")
        .hasMessageContaining("PIPELINE_HOME");

    assertThat(photos).isDirectoryContaining(file -> file.endsWith("kafka"));
    assertThat(photos.resolve("PIPELINE_HOME.txt")).doesNotExist();
  }

  @Test
  void does_not_delete_anything_in_a_folder_of_somebody() throws IOException {
    Path photos = photos();

    assertThatThrownBy(() -> new HomeFolder(photos).wipe())
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("nothing in it is deleted");

    assertThat(photos.resolve("kafka/prague.jpg")).exists();
  }

  private Path photos() throws IOException {
    Path photos = parent.resolve("photos");
    Files.createDirectories(photos.resolve("kafka"));
    Files.writeString(photos.resolve("kafka/prague.jpg"), "jpg");
    return photos;
  }

  @Test
  void deletes_what_a_pipeline_made_and_the_folder() throws IOException {
    Path home = stack();

    assertThat(new HomeFolder(home).wipe()).isEmpty();

    assertThat(home).doesNotExist();
  }

  @Test
  void keeps_what_somebody_has_put_into_the_folder() throws IOException {
    Path home = stack();
    Files.writeString(home.resolve("notes.txt"), "mine");

    assertThat(new HomeFolder(home).wipe()).containsExactly("notes.txt");

    assertThat(home.resolve("notes.txt")).exists();
    assertThat(home.resolve("cassandra-2")).doesNotExist();
    assertThat(home.resolve("settings.json")).doesNotExist();
  }

  @Test
  void a_folder_that_does_not_exist_is_nothing_to_delete() {
    assertThat(new HomeFolder(parent.resolve("none")).wipe()).isEmpty();
  }

  private Path stack() throws IOException {
    Path home = parent.resolve("home");
    new HomeFolder(home).claim();
    new SettingsFile(home).write("local", "settings");
    for (String name :
        new String[] {"kafka", "cassandra-2", "streams-app-1", "bench-sink-3", "bench-api"}) {
      Files.createDirectories(home.resolve(name).resolve("data"));
      Files.writeString(home.resolve(name).resolve("data/log"), "log");
    }
    Files.writeString(home.resolve("bare-write.log"), "log");
    return home;
  }
}
