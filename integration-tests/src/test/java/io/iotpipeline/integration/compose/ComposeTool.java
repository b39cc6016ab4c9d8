package io.iotpipeline.integration.compose;

import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.InstalledTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Compose of this machine. It needs no engine.
 *
 * @param command {@code docker compose} or {@code docker-compose}
 */
record ComposeTool(List<String> command) {

  /** With logins and TLS. */
  static final List<String> SECURE = List.of("docker-compose.yml", "docker-compose.secure.yml");

  /** What it said, and whether it succeeded. */
  private record Answer(boolean success, String text) {}

  /** All that are installed; skips the test if there is none. */
  static List<ComposeTool> installed() {
    List<ComposeTool> tools =
        Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
            .map(ComposeTool::new)
            .filter(ComposeTool::isThere)
            .toList();
    InstalledTools.need(
        !tools.isEmpty(),
        "neither docker compose nor docker-compose is there (Debian: apt install docker-compose)");
    return tools;
  }

  /**
   * What it says about files that it does not accept; else nothing.
   *
   * @param profiles options
   */
  String complaints(List<String> files, List<String> profiles)
      throws IOException, InterruptedException {
    Answer answer = run(config(files, profiles, "-q"));
    return answer.success() ? "" : answer.text() + " ";
  }

  /** The files as one, with every variable replaced. */
  String merged(List<String> files, List<String> profiles)
      throws IOException, InterruptedException {
    Answer answer = run(config(files, profiles));
    if (!answer.success()) {
      throw new AssertionError(answer.text());
    }
    return answer.text();
  }

  private static List<String> config(
      List<String> files, List<String> profiles, String... moreOptions) {
    List<String> arguments = new ArrayList<>();
    files.forEach(file -> arguments.addAll(List.of("-f", file)));
    arguments.addAll(List.of("--env-file", ".env.example"));
    arguments.addAll(profiles);
    arguments.add("config");
    arguments.addAll(List.of(moreOptions));
    return arguments;
  }

  private boolean isThere() {
    try {
      return run(List.of("version")).success();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer run(List<String> arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    Process process =
        new ProcessBuilder(all).directory(Checkout.ROOT.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor() == 0, output);
  }
}
