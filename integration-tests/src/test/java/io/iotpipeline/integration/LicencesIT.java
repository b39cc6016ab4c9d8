package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build packages keeps the licences and notices of the libraries inside it. */
class LicencesIT {

  private static final Pattern LICENCE_NAME =
      Pattern.compile(".*(licen[cs]e|notice|copying|copyright).*|al2\\.0|lgpl2\\.1");
  private static final Pattern LICENCE_FOLDER = Pattern.compile("meta-inf/licen[cs]es?/.+");

  @ParameterizedTest
  @ValueSource(strings = {"producer", "streams-app", "gateway", "api"})
  void runnable_jar_has_every_licence_file_of_its_libraries(String module) throws IOException {
    List<Path> libraries = classPath(module);
    Map<String, String> packaged = licences(module + "/target/" + module + ".jar");

    List<String> missing = new ArrayList<>();
    int found = 0;
    for (Path library : libraries) {
      for (Map.Entry<String, String> file : licences(library).entrySet()) {
        found++;
        if (!packaged.containsValue(file.getValue())) {
          missing.add(library.getFileName() + "!/" + file.getKey());
        }
      }
    }

    assertThat(found).as("licence files in the libraries of %s", module).isGreaterThan(10);
    assertThat(missing).as("licence files that are not in %s.jar", module).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer", "streams-app", "gateway", "api"})
  void runnable_jar_has_a_folder_for_each_library_with_a_licence_file(String module)
      throws IOException {
    List<String> folders =
        licences(module + "/target/" + module + ".jar").keySet().stream()
            .filter(name -> name.startsWith("META-INF/licenses/"))
            .map(name -> name.split("/", 4)[2])
            .distinct()
            .toList();

    List<String> withLicence = new ArrayList<>();
    for (Path library : classPath(module)) {
      if (!licences(library).isEmpty()) {
        // As Maven's repository has it: artifact/version/file.
        withLicence.add(artifact(library));
      }
    }

    assertThat(folders).containsAll(withLicence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer/target/producer.jar",
        "streams-app/target/streams-app.jar",
        "gateway/target/gateway.jar",
      })
  void runnable_jar_has_the_texts_of_libraries_that_ship_none(String jar) throws IOException {
    Map<String, String> packaged = licences(jar);

    assertThat(ownTexts()).isNotEmpty();
    ownTexts()
        .forEach(
            (name, text) -> assertThat(packaged).containsEntry("META-INF/licenses/" + name, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "producer/target/producer.jar",
        "streams-app/target/streams-app.jar",
        "gateway/target/gateway.jar",
        "producer/target/producer-%s.jar",
        "streams-app/target/streams-app-%s.jar",
        "gateway/target/gateway-%s.jar",
        "schemas/target/schemas-%s.jar",
        "vertx-server/target/vertx-server-%s.jar",
        "connect/cassandra-sink/target/plugins/cassandra-sink/cassandra-sink-%s.jar",
        "tools/cli/target/cli-%s.jar"
      })
  void jar_has_our_licence_and_notice(String jar) throws IOException {
    Map<String, String> packaged = licences(jar.formatted(version()));

    assertThat(packaged)
        .containsEntry("META-INF/LICENSE", normalized(Checkout.read("LICENSE")))
        .containsEntry("META-INF/NOTICE", normalized(Checkout.read("NOTICE")));
  }

  @Test
  void plugin_zip_has_our_licence_and_the_unchanged_jars() throws IOException {
    String folder = "cassandra-sink-" + version() + "/";
    List<Path> jars = classPath("connect/cassandra-sink");
    Path file =
        Checkout.ROOT.resolve(
            "connect/cassandra-sink/target/cassandra-sink-%s.zip".formatted(version()));

    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(text(zip, folder + "LICENSE")).isEqualTo(normalized(Checkout.read("LICENSE")));
      assertThat(text(zip, folder + "NOTICE")).isEqualTo(normalized(Checkout.read("NOTICE")));
      for (Map.Entry<String, String> kept : ownTexts().entrySet()) {
        assertThat(text(zip, folder + "licenses/" + kept.getKey())).isEqualTo(kept.getValue());
      }
      assertThat(jars).hasSizeGreaterThan(20);
      for (Path jar : jars) {
        assertThat(bytes(zip, folder + jar.getFileName()))
            .as("%s of the zip", jar.getFileName())
            .isEqualTo(Files.readAllBytes(jar));
      }
    }
  }

  /** The libraries of a module, without our own jars: what its build wrote to target/classpath. */
  private static List<Path> classPath(String module) throws IOException {
    return Stream.of(Checkout.read(module + "/target/classpath").strip().split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> !path.startsWith(Checkout.ROOT))
        .toList();
  }

  private static String artifact(Path library) {
    return library.getParent().getParent().getFileName().toString();
  }

  /** The texts in licenses/, by their path in it. */
  private static Map<String, String> ownTexts() throws IOException {
    Path folder = Checkout.ROOT.resolve("licenses");
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(
            folder.relativize(file).toString().replace('\\', '/'),
            normalized(Files.readString(file)));
      }
    }
    return texts;
  }

  private static Map<String, String> licences(String jar) throws IOException {
    return licences(Checkout.ROOT.resolve(jar));
  }

  /** The licences and notices in a jar by their path, without the differences of line ends. */
  private static Map<String, String> licences(Path jar) throws IOException {
    Map<String, String> licences = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!entry.isDirectory() && isLicence(entry.getName())) {
          licences.put(entry.getName(), text(zip, entry.getName()));
        }
      }
    }
    return licences;
  }

  private static boolean isLicence(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String file = lower.substring(lower.lastIndexOf('/') + 1);
    return !lower.endsWith(".class")
        && (LICENCE_NAME.matcher(file).matches() || LICENCE_FOLDER.matcher(lower).matches());
  }

  private static String normalized(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return normalized(new String(bytes(zip, name), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    assertThat(entry).as("%s in %s", name, zip.getName()).isNotNull();
    try (InputStream content = zip.getInputStream(entry)) {
      return content.readAllBytes();
    }
  }

  private static String version() {
    return Checkout.read("pom.xml").replaceAll("(?s).*?<version>([^<]+)</version>.*", "$1");
  }
}
