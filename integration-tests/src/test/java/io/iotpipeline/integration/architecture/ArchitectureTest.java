package io.iotpipeline.integration.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The structure that docs/architecture.md draws: which module imports which, and that no packages
 * import each other in a circle. If a rule fails, move the class or invert the dependency; change
 * the rule only together with the picture.
 */
class ArchitectureTest {

  private static final String BASE = "io.iotpipeline.";

  /** Each module's package, and the modules that it may import. */
  private static final Map<String, List<String>> MODULES =
      Map.ofEntries(
          Map.entry("schemas", List.of()),
          Map.entry("producer", List.of("schemas")),
          Map.entry("vertxserver", List.of("schemas")),
          Map.entry("gateway", List.of("vertxserver", "schemas")),
          Map.entry("api", List.of("vertxserver", "admin", "schemas")),
          Map.entry("streamsapp", List.of("schemas")),
          Map.entry("connect.cassandra", List.of()),
          Map.entry("connect.converter", List.of()),
          Map.entry("connect.notification", List.of()),
          Map.entry("admin", List.of("schemas")),
          Map.entry("kafkaagent", List.of()),
          Map.entry("connectlogin", List.of()),
          Map.entry("devstack", List.of("admin", "schemas")),
          Map.entry("benchmarks", List.of("devstack", "admin", "schemas")),
          Map.entry("chaos", List.of("devstack", "admin", "connect.cassandra", "schemas")),
          Map.entry("evaluation", List.of("producer", "streamsapp", "schemas")),
          Map.entry(
              "cli",
              List.of(
                  "benchmarks",
                  "chaos",
                  "evaluation",
                  "devstack",
                  "admin",
                  "producer",
                  "schemas")));

  /** A package with more types than this is a lobby: give its groups packages of their own. */
  private static final int MAX_TYPES = 25;

  private static final int MAX_LINES = 250;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.iotpipeline");

  @Test
  void every_module_is_looked_at() {
    for (String module : MODULES.keySet()) {
      assertThat(CLASSES.that(resideInAPackage(BASE + module + ".."))).as(module).isNotEmpty();
    }
  }

  static Stream<Arguments> modules() {
    return MODULES.entrySet().stream()
        .map(module -> Arguments.of(module.getKey(), module.getValue()));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_imports_only_modules_below_it(String module, List<String> below) {
    String[] allowed =
        Stream.concat(Stream.of(module), below.stream())
            .map(each -> BASE + each + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(BASE + module + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.iotpipeline..").and(not(resideInAnyPackage(allowed))))
        .check(CLASSES);
  }

  @Test
  void packages_form_no_circle() {
    slices().matching("io.iotpipeline.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void rooms_do_not_import_the_root_package_of_their_module(String module, List<String> below) {
    noClasses()
        .that()
        .resideInAPackage(BASE + module + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + module)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void judgement_about_events_needs_neither_kafka_nor_a_clock() {
    classes()
        .that()
        .resideInAnyPackage(
            BASE + "streamsapp.alert..",
            BASE + "streamsapp.catalogue..",
            BASE + "streamsapp.validate..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAnyPackage("org.apache.kafka.clients..", "org.apache.kafka.streams.."))
                .and(not(type(Clock.class))))
        .check(CLASSES);
  }

  /** The serializers are named by configuration; see AvroSerdes. */
  @Test
  void no_class_imports_a_registrys_serializer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.confluent..", "io.apicurio..")
        .check(CLASSES);
  }

  @Test
  void no_package_is_a_lobby() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(type -> !type.getSimpleName().isEmpty() && type.getEnclosingClass().isEmpty())
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !isGenerated(type))
            .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));

    assertThat(types).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(MAX_TYPES));
  }

  private static boolean isGenerated(JavaClass type) {
    return type.isAnnotatedWith("org.apache.avro.specific.AvroGenerated");
  }

  @Test
  void a_long_class_says_why_it_is_long() throws IOException {
    List<String> unexplained = new ArrayList<>();
    for (Path file : mainSources()) {
      List<String> lines = Files.readAllLines(file);
      boolean explained =
          lines.stream().anyMatch(line -> line.contains("The class is long because"));
      if (lines.size() > MAX_LINES && !explained) {
        unexplained.add(file + ": " + lines.size() + " lines");
      }
    }

    assertThat(unexplained).isEmpty();
  }

  @Test
  void every_package_says_what_it_is_for() throws IOException {
    List<Path> silent =
        mainSources().stream()
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();

    assertThat(silent).isEmpty();
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder :
        List.of(
            "schemas",
            "producer",
            "vertx-server",
            "gateway",
            "api",
            "streams-app",
            "connect",
            "tools")) {
      try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> file.toString().contains("/src/main/java/"))
            .forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(250);
    return sources;
  }
}
