package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.RejectionReason;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
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

  private static final Path DOC = Path.of("..", "docs", "quarantine.md");

  private static final Path TEST_SOURCES = Path.of("src", "test", "java");

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
  void names_existing_tests(Row row) throws IOException, ClassNotFoundException {
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

  private static boolean isTest(String name) throws IOException, ClassNotFoundException {
    String[] parts = name.split("\\.", 2);
    return Arrays.stream(testClass(parts[0]).getDeclaredMethods())
        .filter(QuarantineDocTest::isRun)
        .map(Method::getName)
        .anyMatch(parts[1]::equals);
  }

  /** Finds a test class of this module by its simple name, in whatever package it is. */
  private static Class<?> testClass(String simpleName) throws IOException, ClassNotFoundException {
    try (Stream<Path> files = Files.walk(TEST_SOURCES)) {
      List<Path> found =
          files
              .filter(file -> file.endsWith(simpleName + ".java"))
              .map(TEST_SOURCES::relativize)
              .toList();
      assertThat(found).as("source files of " + simpleName).hasSize(1);
      String path = found.get(0).toString();
      return Class.forName(
          path.substring(0, path.length() - ".java".length()).replace(File.separatorChar, '.'));
    }
  }

  private static boolean isRun(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(DOC).stream()
        .filter(line -> line.startsWith("| `") && line.contains("Test."))
        .map(Row::of);
  }
}
