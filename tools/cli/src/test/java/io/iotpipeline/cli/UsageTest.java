package io.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class UsageTest {

  /** The verbs that pass arguments on to another program, but print help themselves. */
  private static final Set<String> VERBS_WITH_OWN_HELP = Set.of("kafka", "cassandra nodetool");

  @TempDir private Path home;

  @ParameterizedTest
  @MethodSource("verbs_with_help")
  void help_goes_to_the_output_and_exits_with_0(String verb) {
    Cli.Result result = new Cli(home).run(args(verb, "--help"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith(("Usage: pipeline " + verb).strip());
    assertThat(result.err()).isEmpty();
  }

  static List<String> verbs_with_help() {
    return Cli.verbs().stream()
        .filter(verb -> !passesArgumentsOn(verb) || VERBS_WITH_OWN_HELP.contains(arguments(verb)))
        .map(UsageTest::arguments)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("verbs_that_parse_options")
  void unknown_option_exits_with_2_and_names_the_option(String verb) {
    Cli.Result result = new Cli(home).run(args(verb, "--no-such-option"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--no-such-option");
    assertThat(result.out()).isEmpty();
  }

  static List<String> verbs_that_parse_options() {
    return Cli.verbs().stream()
        .filter(verb -> !passesArgumentsOn(verb))
        // Verbs with required arguments report these first; the table below has lines for them.
        .filter(verb -> verb.getCommandSpec().args().stream().noneMatch(ArgSpec::required))
        .map(UsageTest::arguments)
        .toList();
  }

  /** Whether another program gets the arguments and checks them. */
  private static boolean passesArgumentsOn(CommandLine verb) {
    return !verb.getCommandSpec().unmatchedArgsBindings().isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                        | Missing required subcommand
          no-such-verb                              | no-such-verb
          up --streams-apps=13                      | from 1 to 12
          up --cassandra-nodes=4                    | from 1 to 3
          up --event-ttl=30                         | is not a TTL
          up --event-bucket=week                    | --event-bucket
          logs no-such-server                       | Unknown server no-such-server; the stack has kafka
          logs kafka --lines=many                   | --lines
          kill kafka --no-such-option               | --no-such-option
          kill no-such-server                       | Unknown server no-such-server; the stack has kafka
          cassandra                                 | Missing required subcommand
          cassandra kill-node 2                     | no Cassandra node 2
          cassandra stop-node 0                     | no Cassandra node 0
          cassandra nodetool --node=2 info          | no Cassandra node 2
          setup                                     | --bootstrap-servers
          query                                     | Missing required subcommand
          query events                              | SENSOR
          query alerts s-1 --severity=BAD           | --severity
          query hourly s-1 --from=today             | --from
          cql                                       | CQL
          cql SELECT --no-such-option               | --no-such-option
          kafka no-such-tool                        | Unknown tool no-such-tool; the tools are configs
          quarantine                                | Missing required subcommand
          quarantine replay                         | Give either --reason or --all
          quarantine replay --again                 | Give either --reason or --all
          quarantine replay --all --reason LATE     | Give either --reason or --all
          quarantine list --reason NO_SUCH_REASON   | NO_SUCH_REASON
          quarantine list --since yesterday         | 'yesterday' is not a time
          quarantine show sensor-events-3-1234      | topic/partition/offset
          bench                                     | Missing required subcommand
          bench streams --duplicates=maybe          | --duplicates
          bench sink --tables=OTHER                 | --tables
          chaos --faults=flood                      | --faults flood is not one of kill, pause, hang
          chaos --hostile-kinds=junk,rain           | --hostile-kinds rain is not one of many-metrics
          chaos --hostile=200%                      | --hostile 200% is not a percentage
          chaos --minutes=0                         | --minutes 0.0 is not a number above 0
          chaos --sabotage=everything               | one of exactly-once, write-time, early-commit
          """)
  void wrong_usage_exits_with_2_and_says_what_is_wrong(String line, String message) {
    Cli.Result result = new Cli(home).run(args(line));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void version_is_that_of_the_build() {
    Cli.Result result = new Cli(home).run("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip()).matches("iot-pipeline \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  private static String arguments(CommandLine verb) {
    return String.join(" ", Cli.path(verb));
  }

  private static String[] args(String line, String... more) {
    Stream<String> words = line.isEmpty() ? Stream.empty() : Stream.of(line.split(" "));
    return Stream.concat(words, Stream.of(more)).toArray(String[]::new);
  }
}
