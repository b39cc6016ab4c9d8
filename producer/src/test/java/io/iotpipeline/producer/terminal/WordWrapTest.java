package io.iotpipeline.producer.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WordWrapTest {

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final PrintStream out = WordWrap.on(new PrintStream(terminal, true, UTF_8), 24);

  private String shown() {
    return terminal.toString(UTF_8);
  }

  @Test
  void long_lines_break_between_words_below_their_first_column() {
    out.println("connectors    one two three four");
    out.println("error: the größte of all problems");

    assertThat(shown())
        .isEqualTo(
            """
            connectors    one two
                          three four
            error: the größte of all
                   problems
            """);
  }

  @Test
  void what_fits_json_and_long_words_stay_as_they_are() {
    String lines =
        """
        123456789 123456789 1234
        {"a": 1, "b": "two words", "c": 3}
        https://example.org/a/very/long/address
        """;
    out.print(lines);

    assertThat(shown()).isEqualTo(lines);
  }

  @Test
  void a_line_that_is_redrawn_stays_as_it_is() {
    out.print("\r 1 s  sent 1,000  valid 1,000");
    out.flush();
    out.print("\r 2 s  sent 2,000  valid 2,000");
    out.flush();
    out.println();

    assertThat(shown())
        .isEqualTo("\r 1 s  sent 1,000  valid 1,000\r 2 s  sent 2,000  valid 2,000\n");
  }

  @Test
  void a_line_that_replaces_a_redrawn_one_breaks_between_words() {
    out.print(WordWrap.CLEAR_LINE + "sent 1,000");
    out.flush();
    out.println(WordWrap.CLEAR_LINE + "warning: a reading of the future");

    assertThat(shown())
        .isEqualTo(
            WordWrap.CLEAR_LINE
                + "sent 1,000"
                + WordWrap.CLEAR_LINE
                + "warning: a reading of\n         the future\n");
  }

  @Test
  void a_stream_that_is_no_terminal_is_not_changed() {
    PrintStream file = new PrintStream(terminal, true, UTF_8);

    assertThat(WordWrap.on(file, 0)).isSameAs(file);
  }
}
