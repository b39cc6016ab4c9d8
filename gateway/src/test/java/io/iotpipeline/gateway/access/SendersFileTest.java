package io.iotpipeline.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendersFileTest {

  @TempDir private Path folder;

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("senders"), content);
  }

  private static String line(String name, String token, String prefixes) {
    return name + " " + Tokens.hash(token) + " " + prefixes + "\n";
  }

  @Test
  void finds_the_sender_of_a_token() throws IOException {
    SendersFile senders =
        new SendersFile(
            write("# people\n\n" + line("hall", "t1", "hall-,h/") + line("all", "t2", "*")));

    assertThat(senders.login("t1")).contains(new Sender("hall", List.of("hall-", "h/")));
    assertThat(senders.login("t2")).contains(new Sender("all", List.of("*")));
    assertThat(senders.login("t3")).isEmpty();
    assertThat(senders.login("")).isEmpty();
    assertThat(senders.login(null)).isEmpty();
    assertThat(senders.login(Tokens.hash("t1"))).as("the hash is no token").isEmpty();
  }

  @Test
  void a_sender_speaks_for_the_sensors_of_its_prefixes() {
    Sender sender = new Sender("hall", List.of("hall-", "x"));

    assertThat(sender.maySpeakFor("hall-1")).isTrue();
    assertThat(sender.maySpeakFor("x")).isTrue();
    assertThat(sender.maySpeakFor("hall")).isFalse();
    assertThat(sender.maySpeakFor("HALL-1")).isFalse();
    assertThat(sender.maySpeakFor("")).isFalse();
    assertThat(Sender.ANYBODY.maySpeakFor("anything")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name token|expected NAME",
        "name secret-token *|is not a SHA-256",
        "na,me HASH *|a name is",
        "name HASH a,,b|a prefix is empty",
        "name HASH *#name HASH2 *|there twice",
        "name HASH *#other HASH *|there twice"
      })
  void names_the_line_that_is_wrong(String text, String problem) throws IOException {
    Path file =
        write(
            "# first\n"
                + text.replace("HASH2", Tokens.hash("2"))
                    .replace("HASH", Tokens.hash("1"))
                    .replace('#', '\n'));

    assertThatThrownBy(() -> new SendersFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageMatching("(?s).*line [23]: .*")
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret-token");
  }

  @Test
  void uses_a_new_file_and_keeps_the_old_senders_if_it_is_wrong() throws IOException {
    SendersFile senders = new SendersFile(write(line("one", "t1", "*")));

    write(line("two", "t2", "*"));
    senders.reload();
    assertThat(senders.login("t1")).isEmpty();
    assertThat(senders.login("t2")).isPresent();

    write("broken");
    senders.reload();
    assertThat(senders.login("t2")).isPresent();

    Files.delete(folder.resolve("senders"));
    senders.reload();
    assertThat(senders.login("t2")).isPresent();
  }

  @Test
  void makes_tokens_that_differ() {
    assertThat(Tokens.create()).hasSize(43).isNotEqualTo(Tokens.create());
    assertThat(Tokens.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
