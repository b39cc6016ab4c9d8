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
 * A CQL file of {@code cassandra/migrations}.
 *
 * @param number position in the order of migrations, from 1
 * @param file name, for example 002-sensor-events.cql
 * @param cql content, with lines that end in LF
 */
record Migration(int number, String file, String cql) {

  private static final Pattern NAME = Pattern.compile("(\\d{3})-[a-z0-9-]+\\.cql");

  /** Reads the files of a folder, sorted by number. */
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
          "cassandra/migrations/%s has no number: rename it like 005-what-it-does.cql"
              .formatted(file));
    }
    // The checksum must not depend on the line ends of the checkout.
    return new Migration(Integer.parseInt(name.group(1)), file, cql.replace("\r\n", "\n"));
  }

  /** SHA-256 of the text, before the replication parameter is filled in. */
  String checksum() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(cql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Splits the file at semicolons that end a line. A comment must have its own line.
   *
   * @param replication CQL map that replaces <code>${replication}</code>
   */
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
