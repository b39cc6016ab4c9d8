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
 * What is remembered of a pipeline between two verbs: {@code settings.json} in its home folder, an
 * object with one member. The member's name is the kind of pipeline, its value the settings of that
 * kind. The file is replaced atomically, so a crash leaves either the old settings or the new ones.
 */
public final class SettingsFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Files of snapshots before settings.json. */
  private static final List<String> FORMER = List.of("ports.json", "endpoints.json");

  private final Path home;

  /**
   * @param home the pipeline's home folder; need not exist yet
   */
  public SettingsFile(Path home) {
    this.home = home;
  }

  /**
   * The remembered settings, or nothing if the home has none yet.
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
          "%s holds a %s pipeline, not a %s one: set PIPELINE_HOME to another folder"
              .formatted(home, settings.fieldNames().next(), kind));
    }
    return Optional.of(JSON.convertValue(settings.get(kind), type));
  }

  /** Whether the home holds a pipeline of that kind. */
  public boolean holds(String kind) {
    JsonNode settings = read();
    return settings != null && settings.has(kind);
  }

  /** Replaces the settings. */
  public void write(String kind, Object settings) {
    Path file = file();
    Path next = home.resolve(file.getFileName() + ".next");
    try {
      Files.createDirectories(home);
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
      refuseFormerFiles();
      return null;
    }
    try {
      JsonNode settings = JSON.readTree(file.toFile());
      if (!settings.isObject() || settings.size() != 1) {
        throw new PipelineException(
            file + " is damaged: expected an object with one member; restore or remove it");
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void refuseFormerFiles() {
    for (String name : FORMER) {
      if (Files.exists(home.resolve(name))) {
        throw new PipelineException(
            "%s was made by a snapshot that kept its settings in %s: stop it with that version"
                    .formatted(home, name)
                + " (./pipeline down), or set PIPELINE_HOME to another folder");
      }
    }
  }

  private Path file() {
    return home.resolve("settings.json");
  }
}
