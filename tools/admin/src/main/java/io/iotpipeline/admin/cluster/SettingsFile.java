package io.iotpipeline.admin.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a pipeline, kept between two commands in {@code settings.json} of its home
 * folder. The file is a JSON object with one member: its name is the kind of pipeline, its value
 * the settings of that kind. The file is replaced atomically, so a crash leaves the old or the new
 * settings.
 */
public final class SettingsFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of the files that earlier snapshots had instead. */
  private static final List<String> FORMER_FILES = List.of("ports.json", "endpoints.json");

  private final Path home;

  /**
   * @param home home folder of the pipeline; it may not exist yet
   */
  public SettingsFile(Path home) {
    this.home = home;
  }

  /**
   * The saved settings; empty if there are none yet.
   *
   * @throws PipelineException if the home holds a pipeline of another kind
   */
  public <T> Optional<T> read(String kind, Class<T> type) {
    JsonNode settings = read();
    if (settings == null) {
      return Optional.empty();
    }
    if (!settings.has(kind)) {
      throw new PipelineException(
          "%s holds a %s pipeline, not a %s pipeline: set PIPELINE_HOME to another folder"
              .formatted(home, settings.fieldNames().next(), kind));
    }
    return Optional.of(JSON.convertValue(settings.get(kind), type));
  }

  /** Whether the home holds a pipeline of that kind. */
  public boolean holds(String kind) {
    JsonNode settings = read();
    return settings != null && settings.has(kind);
  }

  /**
   * Replaces the settings.
   *
   * @throws PipelineException if the home is a folder that holds something else
   */
  public void write(String kind, Object settings) {
    Path file = file();
    Path next = home.resolve(file.getFileName() + ".next");
    new HomeFolder(home).claim();
    try {
      Files.write(
          next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(Map.of(kind, settings)));
      move(next, file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private JsonNode read() {
    Path file = file();
    if (!Files.exists(file)) {
      rejectFormerFiles();
      return null;
    }
    try {
      JsonNode settings = JSON.readTree(file.toFile());
      if (!settings.isObject() || settings.size() != 1) {
        throw new PipelineException(
            file
                + " is damaged: expected a JSON object with one member; restore or remove the"
                + " file");
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void rejectFormerFiles() {
    for (String name : FORMER_FILES) {
      if (Files.exists(home.resolve(name))) {
        throw new PipelineException(
            "%s was created by an earlier snapshot, which kept its settings in %s: stop it with that version"
                    .formatted(home, name)
                + " (./pipeline down), or set PIPELINE_HOME to another folder");
      }
    }
  }

  private Path file() {
    return home.resolve("settings.json");
  }
}
