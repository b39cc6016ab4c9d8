package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static final List<List<String>> TOOLS =
      List.of(List.of("docker", "compose"), List.of("docker-compose"));

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
    List<List<String>> tools = TOOLS.stream().filter(ComposeToolTest::isThere).toList();
    InstalledTools.need(
        !tools.isEmpty(),
        "neither docker compose nor docker-compose is there (Debian: apt install docker-compose)");

    for (List<String> tool : tools) {
      List<String> command = new ArrayList<>(tool);
      command.addAll(List.of("-f", "docker-compose.yml", "--env-file", ".env.example"));
      command.addAll(profiles);
      command.addAll(List.of("config", "-q"));
      assertThat(run(command)).as(String.join(" ", command)).isEmpty();
    }
  }

  private static boolean isThere(List<String> tool) {
    List<String> command = new ArrayList<>(tool);
    command.add("version");
    try {
      return run(command).isEmpty();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * @return what it said if it failed, else nothing
   */
  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Checkout.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : output + " ";
  }
}
