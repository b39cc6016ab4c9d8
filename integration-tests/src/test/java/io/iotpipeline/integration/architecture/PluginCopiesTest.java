package io.iotpipeline.integration.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each plugin of Connect is a jar without our other jars, so it has its own copy of a class that
 * two of them need; see connect/RATIONALE.md. If the copies differ, copy the newer one.
 */
class PluginCopiesTest {

  @ParameterizedTest
  @CsvSource({
    "TlsStores.java, notification-sink, retrying-converter",
    "Version.java, notification-sink, cassandra-sink"
  })
  void copies_of_a_class_are_equal(String file, String plugin, String other) throws IOException {
    assertThat(withoutPackage(file, plugin))
        .hasSizeGreaterThan(10)
        .isEqualTo(withoutPackage(file, other));
  }

  private static List<String> withoutPackage(String file, String plugin) throws IOException {
    Path sources = Checkout.ROOT.resolve("connect").resolve(plugin).resolve("src/main/java");
    try (Stream<Path> all = Files.walk(sources)) {
      Path copy = all.filter(path -> path.endsWith(file)).findFirst().orElseThrow();
      return Files.readAllLines(copy).stream()
          .filter(line -> !line.startsWith("package "))
          .toList();
    }
  }
}
