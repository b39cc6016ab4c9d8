package io.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
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
    assertThat(result.out()).startsWith(("Usage: ./pipeline " + verb).strip());
    assertThat(result.out()).contains("Example");
    assertThat(result.err()).isEmpty();
  }

  /** The help is a format: picocli warns on stderr about a single percent sign. */
  @Test
  void the_help_of_each_verb_is_a_format() {
    assertThat(Cli.verbs())
        .flatExtracting(verb -> List.of(verb.getCommandSpec().usageMessage().footer()))
        .isNotEmpty()
        .allSatisfy(line -> assertThatNoException().isThrownBy(() -> String.format(line)));
  }

  /** The script prints this file if there is no build. */
  @Test
  void help_without_a_build_is_the_help_of_the_build() throws IOException {
    Path written = Path.of("target", "help.txt");
    String help = new Cli(home).run("--help").out();
    Files.writeString(written, help);

    assertThat(Files.readString(Path.of("src", "main", "help.txt")))
        .as("copy %s over src/main/help.txt", written)
        .isEqualTo(help);
  }

  @Test
  void without_a_verb_the_help_is_shown() {
    assertThat(new Cli(home).run()).isEqualTo(new Cli(home).run("--help"));
  }

  @Test
  void wrong_usage_is_reported_in_two_lines() {
    Cli.Result result = new Cli(home).run("query", "hourly", "s-1", "--limit", "-1");

    assertThat(result.err().lines())
        .containsExactly(
            "Invalid value for option '--limit': '-1' is not a whole number from 1",
            "See ./pipeline query hourly --help");
  }

  @Test
  void an_unknown_option_is_reported_with_what_may_be_meant() {
    assertThat(new Cli(home).run("query", "hourly", "s-1", "--metrics", "t").err())
        .contains("Unknown option", "--metrics", "--metric", "See ./pipeline query hourly --help");
  }

  @Test
  void the_verb_help_shows_the_help_of_a_verb() {
    assertThat(new Cli(home).run("help", "query", "hourly").out())
        .isEqualTo(new Cli(home).run("query", "hourly", "--help").out());
    assertThat(new Cli(home).run("help").out()).isEqualTo(new Cli(home).run("--help").out());
  }

  @Test
  void completion_is_a_script_that_knows_verbs_and_options() {
    assertThat(new Cli(home).run("completion").out())
        .contains("complete -F _complete_pipeline", "quarantine", "--event-bucket");
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
          no-such-verb                              | no-such-verb
          up --streams-apps=13                      | from 1 to 12
          up --cassandra-nodes=4                    | from 1 to 3
          up --event-ttl=30                         | is not a TTL
          up --event-bucket=week                    | --event-bucket
          up --kafka-port 99999                     | '99999' is not a port from 1 to 65535
          up --prometheus-port=0                    | '0' is not a port
          demo --duration 5                         | '5' is not a positive duration; examples: 90s
          demo --bad 200                            | '200' is not a percentage from 0% to 100%
          demo --sensors 0                          | '0' is not a whole number from 1
          demo --rate=0                             | '0' is not a whole number from 1
          query events s-1 --day 2026-13-45         | '2026-13-45' is not a day
          query events s-1 --limit -1               | '-1' is not a whole number from 1
          query alerts s-1 --to=tomorrow            | 'tomorrow' is not a time
          quarantine list --limit=0                 | '0' is not a whole number from 1
          verify --wait=60                          | '60' is not a positive duration
          verify --wait=-1s                         | '-1s' is not a positive duration
          doctor --rows=-5                          | '-5' is not a whole number from 1
          bench streams --events=none               | 'none' is not a whole number from 1
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
          query hourly s-1 --from yesterday         | 'yesterday' is not a time; examples
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
          help query minutely                       | There is no verb query minutely
          stauts                                    | There is no verb stauts. There are: demo, up,
          query minutely                            | There is no verb minutely. There are: events,
          query hourly back yard                    | 'yard'. Put a value with blanks in quotes
          bench                                     | Missing required subcommand
          bench streams --duplicates=maybe          | --duplicates
          bench sink --tables=OTHER                 | --tables
          bench gateway --protocols=coap            | --protocols
          bench gateway --batches=0                 | '0' is not a whole number from 1
          chaos --faults=flood                      | --faults flood is not one of kill, pause, hang
          chaos --hostile-kinds=junk,rain           | --hostile-kinds rain is not one of many-metrics
          chaos --hostile=200%                      | '200%' is not a percentage
          chaos --duration=0s                       | '0s' is not a positive duration
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
