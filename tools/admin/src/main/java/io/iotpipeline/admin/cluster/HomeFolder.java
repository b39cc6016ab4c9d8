package io.iotpipeline.admin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder that a pipeline keeps its data, logs and settings in. Only its owner can read it. A
 * file in it says what it is, so that no other folder is ever taken for one.
 */
public final class HomeFolder {

  private static final String MARK = "PIPELINE_HOME.txt";
  private static final String MARK_TEXT =
      """
      ./pipeline keeps the data, logs and settings of a stack in this folder.
      ./pipeline down --wipe deletes them.
      """;

  /** What a pipeline makes in its folder: of servers, of settings, of producers, of tools. */
  private static final Pattern MADE =
      Pattern.compile(
          "kafka(-\\d+\\.properties)?|registry|connect|cassandra(-\\d+)?|streams-app-\\d+|gateway|api|notifications|prometheus|alertmanager|security"
              + "|settings\\.json(\\.next)?|producers?"
              + "|bench(-(sink-\\d+|[a-z]+))?|state-.*|filled-with|[\\w-]+\\.log"
              + "|chaos-\\d+(\\.json)?|sabotage");

  /**
   * What may be in a folder that is not marked yet: what an earlier version may have made, and the
   * file with logins that the user writes before setup.
   */
  private static final Pattern UNMARKED =
      Pattern.compile(
          "build\\.log|bench(-(sink-\\d+|[a-z]+))?|chaos-\\d+(\\.json)?|pipeline\\.properties");

  private final Path folder;

  /**
   * @param folder may not exist yet
   */
  public HomeFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if it does not exist, marks it, and takes the rights of others away.
   *
   * @throws PipelineException if it has files and is not the folder of a pipeline, or cannot be
   *     written to
   */
  public void claim() {
    if (!isOurs() && !entries().stream().allMatch(HomeFolder::isUnmarked)) {
      throw new PipelineException(
          folder
              + " has files that ./pipeline did not make: set PIPELINE_HOME to a new or an empty"
              + " folder");
    }
    try {
      Files.createDirectories(folder);
      PosixFileAttributeView rights =
          Files.getFileAttributeView(folder, PosixFileAttributeView.class);
      if (rights != null) {
        rights.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
      if (!Files.exists(folder.resolve(MARK))) {
        Files.writeString(folder.resolve(MARK), MARK_TEXT);
      }
    } catch (IOException e) {
      throw new PipelineException(
          "cannot write to " + folder + ": set PIPELINE_HOME to another folder", e);
    }
  }

  /**
   * Deletes what a pipeline makes, and the folder itself if nothing else is in it.
   *
   * @return the names of what stays
   * @throws PipelineException if the folder is not that of a pipeline; it then stays as it is
   */
  public List<String> wipe() {
    if (!Files.exists(folder)) {
      return List.of();
    }
    if (!isOurs()) {
      throw new PipelineException(
          folder + " is not a folder that ./pipeline made, so nothing in it is deleted");
    }
    List<String> kept = new ArrayList<>();
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (MADE.matcher(name).matches()) {
        Folders.delete(entry);
      } else if (!name.equals(MARK)) {
        kept.add(name);
      }
    }
    if (kept.isEmpty()) {
      Folders.delete(folder);
    }
    return kept;
  }

  private static boolean isUnmarked(Path entry) {
    return UNMARKED.matcher(entry.getFileName().toString()).matches();
  }

  private boolean isOurs() {
    return Files.exists(folder.resolve(MARK)) || Files.exists(folder.resolve("settings.json"));
  }

  private List<Path> entries() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
