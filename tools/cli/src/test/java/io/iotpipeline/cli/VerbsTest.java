package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Verbs and options are API: scripts use them. {@code verbs.txt} lists them, one verb per block,
 * with its parameters and options and their defaults in brackets. An asterisk marks what is
 * required; {@code ...} marks a verb that passes other arguments on.
 *
 * <p>If this test fails, the API has changed. If that is what you want, copy {@code
 * target/verbs.txt} over {@code src/test/resources/io/iotpipeline/cli/verbs.txt}, and add a line to
 * CHANGELOG.md. Removing or renaming a verb or an option breaks scripts.
 */
class VerbsTest {

  @Test
  void verbs_and_options_are_those_of_the_resource() throws IOException {
    String actual = Cli.verbs().stream().map(VerbsTest::block).collect(Collectors.joining("\n"));
    Files.writeString(Path.of("target", "verbs.txt"), actual);

    assertThat(actual).isEqualTo(expected());
  }

  private static String expected() throws IOException {
    try (InputStream verbs = VerbsTest.class.getResourceAsStream("verbs.txt")) {
      return new String(verbs.readAllBytes(), UTF_8);
    }
  }

  private static String block(CommandLine verb) {
    CommandSpec spec = verb.getCommandSpec();
    String rest = spec.unmatchedArgsBindings().isEmpty() ? "" : " ...";
    List<String> lines =
        Stream.concat(
                spec.positionalParameters().stream().map(VerbsTest::parameter),
                spec.options().stream().map(VerbsTest::option))
            .toList();
    return Stream.concat(
            Stream.of(spec.qualifiedName() + rest), lines.stream().map(line -> "  " + line))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String parameter(PositionalParamSpec parameter) {
    return parameter.paramLabel() + required(parameter);
  }

  private static String option(OptionSpec option) {
    String names =
        option.negatable()
            ? option.longestName().replace("--", "--[no-]")
            : String.join(", ", option.names());
    boolean flag = option.arity().max() == 0;
    String value = flag ? "" : "=" + option.paramLabel();
    String defaultValue = option.defaultValue() == null ? "" : " [" + option.defaultValue() + "]";
    return names + value + defaultValue + required(option);
  }

  private static String required(ArgSpec arg) {
    return arg.required() ? " *" : "";
  }
}
