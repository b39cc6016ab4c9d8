package io.iotpipeline.connect.cassandra.config;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultColumnMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.DefaultTableMetadata;
import com.datastax.oss.driver.internal.core.metadata.schema.parsing.DataTypeCqlNameParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@code cassandra/migrations}, in the form of the driver's metadata. */
public final class SchemaFile {

  static final Path FOLDER = Path.of("../../cassandra/migrations");
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)\\.(\\w+) \\((.*)\\) WITH (.*)");
  private static final Pattern PRIMARY_KEY =
      Pattern.compile("(.*), PRIMARY KEY \\(\\(([^)]+)\\)(?:, ([^)]+))?\\)\\s*");
  private static final Pattern COMMA_OUTSIDE_BRACKETS = Pattern.compile(", (?![^<]*>)");

  private SchemaFile() {}

  /** Splits as the launcher does: comments are whole lines, a semicolon ends a line. */
  static List<String> statements() {
    String code =
        lines().stream()
            .filter(line -> !line.startsWith("--"))
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    return Arrays.stream(code.split(";\n|;$", -1))
        .map(statement -> statement.replaceAll("\\s+", " ").strip())
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** Returns the lines of all files, in the order of their numbers. */
  static List<String> lines() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TableMetadata table(String name) {
    return statements().stream()
        .map(TABLE::matcher)
        .filter(matcher -> matcher.matches() && matcher.group(2).equals(name))
        .map(matcher -> metadata(matcher.group(1), name, matcher.group(3)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("cassandra/migrations creates no table " + name));
  }

  /**
   * @param definition columns and primary key, as between the brackets of a CREATE TABLE
   */
  public static TableMetadata metadata(String keyspace, String name, String definition) {
    Matcher parts = PRIMARY_KEY.matcher(definition);
    if (!parts.matches()) {
      throw new AssertionError("no primary key in " + definition);
    }
    CqlIdentifier ks = CqlIdentifier.fromCql(keyspace);
    CqlIdentifier table = CqlIdentifier.fromCql(name);
    Map<CqlIdentifier, ColumnMetadata> columns = new LinkedHashMap<>();
    for (String column : COMMA_OUTSIDE_BRACKETS.split(parts.group(1).strip(), -1)) {
      String[] nameAndType = column.split(" ", 2);
      CqlIdentifier id = CqlIdentifier.fromCql(nameAndType[0]);
      columns.put(
          id,
          new DefaultColumnMetadata(
              ks,
              table,
              id,
              new DataTypeCqlNameParser().parse(ks, nameAndType[1], Map.of(), null),
              false));
    }
    Map<ColumnMetadata, ClusteringOrder> clustering = new LinkedHashMap<>();
    if (parts.group(3) != null) {
      named(parts.group(3), columns).forEach(column -> clustering.put(column, ClusteringOrder.ASC));
    }
    return new DefaultTableMetadata(
        ks,
        table,
        new UUID(0, 0),
        false,
        false,
        named(parts.group(2), columns),
        clustering,
        columns,
        Map.of(),
        Map.of());
  }

  private static List<ColumnMetadata> named(
      String names, Map<CqlIdentifier, ColumnMetadata> columns) {
    return Arrays.stream(names.split(", ", -1))
        .map(name -> columns.get(CqlIdentifier.fromCql(name)))
        .toList();
  }
}
