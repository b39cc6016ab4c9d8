package io.iotpipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.schemas.RejectionReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the table of docs/quarantine.md with the code. When this fails, correct the table: it
 * has one row for each reason, in their order, which starts with its description and names existing
 * tests.
 */
class QuarantineDocTest {

  private static final Path DOC = Checkout.ROOT.resolve("docs/quarantine.md");

  /** The modules whose tests the table names. */
  private static final List<String> MODULES = List.of("streams-app", "integration-tests");

  /** One row: reason, meaning, what to do, tests. */
  record Row(String reason, String meaning, String remedy, String tests) {

    static Row of(String line) {
      String[] cells = line.split(" *\\| *", -1);
      return new Row(cells[1].replace("`", ""), cells[2], cells[3], cells[4]);
    }
  }

  @Test
  void lists_every_reason_in_its_order() throws IOException {
    assertThat(rows().map(Row::reason))
        .containsExactlyElementsOf(
            Arrays.stream(RejectionReason.values()).map(RejectionReason::name).toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void has_the_meaning_and_a_remedy_for_each_reason(Row row) {
    assertThat(row.meaning()).startsWith(RejectionReason.valueOf(row.reason()).description());
    assertThat(row.remedy()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void names_existing_tests(Row row) throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> tests = tests(row);
    for (String test : tests) {
      if (!isTest(test)) {
        missing.add(test);
      }
    }

    assertThat(tests).as("tests of " + row.reason()).isNotEmpty();
    assertThat(missing).isEmpty();
  }

  private static List<String> tests(Row row) {
    return Arrays.stream(row.tests().split("[, `]+", -1)).filter(each -> !each.isEmpty()).toList();
  }

  private static boolean isTest(String name) throws IOException {
    String[] parts = name.split("\\.", 2);
    return Arrays.stream(Files.readString(source(parts[0])).split("\n\n"))
        .filter(method -> method.contains(" void " + parts[1] + "("))
        .anyMatch(method -> method.contains("@Test") || method.contains("@ParameterizedTest"));
  }

  /** Finds a test class by its simple name, in whatever package it is. */
  private static Path source(String simpleName) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files =
          Files.walk(Checkout.ROOT.resolve(module).resolve("src/test/java"))) {
        files.filter(file -> file.endsWith(simpleName + ".java")).forEach(found::add);
      }
    }
    assertThat(found).as("source files of " + simpleName).hasSize(1);
    return found.get(0);
  }

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(DOC).stream()
        .filter(line -> line.startsWith("| `") && (line.contains("Test.") || line.contains("IT.")))
        .map(Row::of);
  }
}
