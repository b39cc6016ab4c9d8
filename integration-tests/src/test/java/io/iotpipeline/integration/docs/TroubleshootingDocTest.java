package io.iotpipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the messages that docs/troubleshooting.md quotes as symptoms against the sources. If you
 * reword a message, this test names its row. An ellipsis in a quote stands for a value.
 */
class TroubleshootingDocTest {

  /** The first column of a table. */
  private static final Pattern SYMPTOM = Pattern.compile("^\\| (.*?) \\|", Pattern.MULTILINE);

  private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

  /** What splits a message in a source: the end of a string and the start of the next. */
  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Messages of other programs. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "The following files had format violations", // Spotless
          "Timed out waiting for a node assignment", // Kafka's clients
          "Error processing append operation on partition", // Kafka's broker
          "Unable to contact any seeds", // Cassandra
          "has invalid partitions", // Kafka Streams
          "Stale: true"); // a header of an HTTP reply

  @Test
  void quotes_messages_as_the_programs_print_them() throws IOException {
    String sources = sources();
    List<String> messages = messages();

    List<String> unknown =
        messages.stream()
            .filter(message -> OF_OTHERS.stream().noneMatch(message::contains))
            .filter(message -> !isIn(sources, message))
            .toList();

    assertThat(messages).hasSizeGreaterThan(20);
    assertThat(unknown).isEmpty();
  }

  /** Quotes of at least three words: shorter ones name options, settings and verbs. */
  private static List<String> messages() {
    return SYMPTOM
        .matcher(Checkout.read("docs/troubleshooting.md"))
        .results()
        .map(row -> row.group(1))
        .flatMap(symptom -> QUOTE.matcher(symptom).results().map(quote -> quote.group(1)))
        .filter(quote -> quote.strip().split("\\s+").length >= 3)
        .filter(quote -> !quote.startsWith("./pipeline"))
        .toList();
  }

  private static boolean isIn(String sources, String message) {
    return Stream.of(message.split("…"))
        .map(String::strip)
        .filter(part -> part.length() > 6)
        .allMatch(sources::contains);
  }

  private static String sources() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Checkout.ROOT.resolve("pipeline")));
    for (String folder :
        List.of(
            "schemas", "vertx-server", "gateway", "producer", "streams-app", "connect", "tools")) {
      try (Stream<Path> all = Files.walk(Checkout.ROOT.resolve(folder))) {
        all.filter(file -> file.toString().contains("/src/main/java/"))
            .filter(Files::isRegularFile)
            .forEach(files::add);
      }
    }
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Files.readString(file)).append('\n');
    }
    return CONCATENATION.matcher(text).replaceAll((MatchResult joined) -> "");
  }
}
