package io.iotpipeline.schemas.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * All published versions of all records: {@code <Record>/v1.avsc}, {@code v2.avsc} and so on, and
 * {@code SHA256SUMS} with their checksums, which detect edited files.
 */
record SchemaHistory(Path folder) {

  /** Versions of a record, oldest first. */
  List<Schema> versions(String record) throws IOException {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; Files.exists(file(record, version)); version++) {
      versions.add(new Schema.Parser().parse(file(record, version).toFile()));
    }
    return versions;
  }

  private Path file(String record, int version) {
    return folder.resolve(record).resolve("v" + version + ".avsc");
  }

  /** Returns each problem with its remedy; empty if there is none. */
  List<String> problems() throws IOException {
    Map<String, String> published = checksums();
    Map<String, String> found = files();
    List<String> problems = new ArrayList<>(gaps(found));
    published.forEach(
        (file, checksum) -> {
          if (!found.containsKey(file)) {
            problems.add("history/" + file + " is published, but the file is missing: restore it");
          } else if (!found.get(file).equals(checksum)) {
            problems.add(
                "history/"
                    + file
                    + " is published and was edited: restore it, and put the change into a new"
                    + " version");
          }
        });
    found.forEach(
        (file, checksum) -> {
          if (!published.containsKey(file)) {
            problems.add(
                "history/SHA256SUMS has no entry for "
                    + file
                    + ": add the line\n"
                    + checksum
                    + "  "
                    + file);
          }
        });
    return problems;
  }

  private Map<String, String> checksums() throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("SHA256SUMS"))) {
      String[] words = line.split(" +", 2);
      checksums.put(words[1], words[0]);
    }
    return checksums;
  }

  /** File to checksum, for all files in the folders of records. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getParent().equals(folder)) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), sha256(file));
        }
      }
    }
    return files;
  }

  private static List<String> gaps(Map<String, String> files) {
    Map<String, Integer> versions = new TreeMap<>();
    files.keySet().forEach(file -> versions.merge(file.split("/", 2)[0], 1, Integer::sum));
    return versions.entrySet().stream()
        .flatMap(
            record ->
                IntStream.rangeClosed(1, record.getValue())
                    .mapToObj(version -> record.getKey() + "/v" + version + ".avsc"))
        .filter(file -> !files.containsKey(file))
        .map(file -> "history/" + file + " is missing: version numbers must have no gaps")
        .toList();
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }
}
