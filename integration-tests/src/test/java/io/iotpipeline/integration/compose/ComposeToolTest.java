package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compose itself accepts the file, with each set of profiles. Needs {@code docker compose} or
 * {@code docker-compose} (no engine).
 */
class ComposeToolTest {

  static Stream<List<String>> profiles() {
    List<String> all = new ArrayList<>();
    ComposeFile.profiles().forEach(profile -> all.addAll(List.of("--profile", profile)));
    return Stream.concat(
        Stream.of(List.of(), all),
        ComposeFile.profiles().stream().map(profile -> List.of("--profile", profile)));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void accepts_the_file(List<String> profiles) throws Exception {
    for (ComposeTool tool : ComposeTool.installed()) {
      assertThat(tool.complaints(List.of("docker-compose.yml"), profiles))
          .as(tool.toString())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void accepts_the_file_with_logins(List<String> profiles) throws Exception {
    for (ComposeTool tool : ComposeTool.installed()) {
      assertThat(tool.complaints(ComposeTool.SECURE, profiles)).as(tool.toString()).isEmpty();
    }
  }
}
