package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of {@code cassandra/migrations}.
 *
 * @param number its place in the order
 * @param file its name, for example 002-sensor-events.cql
 * @param cql what it says
 */
public record Migration(int number, String file, String cql) {

  private static final Pattern NAME = Pattern.compile("(\\d{3})-[a-z0-9-]+\\.cql");

  /** The files of a folder, by their numbers. */
  static List<Migration> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> cql = files.filter(file -> file.toString().endsWith(".cql")).sorted().toList();
      Stream.Builder<Migration> migrations = Stream.builder();
      for (Path file : cql) {
        migrations.add(of(file.getFileName().toString(), Files.readString(file)));
      }
      return migrations.build().sorted(Comparator.comparingInt(Migration::number)).toList();
    }
  }

  static Migration of(String file, String cql) {
    Matcher name = NAME.matcher(file);
    if (!name.matches()) {
      throw new PipelineException(
          "cassandra/migrations/%s has no number: name it as 005-what-it-does.cql".formatted(file));
    }
    // A checkout with other line ends is the same file.
    return new Migration(Integer.parseInt(name.group(1)), file, cql.replace("\r\n", "\n"));
  }

  /** SHA-256 of the text, before the parameter is put in: the same with any replication. */
  String checksum() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(cql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Comments stand on lines of their own; a statement ends with a semicolon at a line's end. */
  List<String> statements(String replication) {
    String code =
        cql.lines()
            .filter(line -> !line.strip().startsWith("--"))
            .collect(Collectors.joining("\n"))
            .replace("${replication}", replication);
    return Stream.of(code.split(";\\s*(\n|$)", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }
}
