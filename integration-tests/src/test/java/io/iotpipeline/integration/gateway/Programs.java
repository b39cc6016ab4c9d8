package io.iotpipeline.integration.gateway;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that devices use. */
final class Programs {

  /**
   * How a program ended.
   *
   * @param code its exit code; -1 if it was killed after the limit
   */
  record Result(int code, String output) {}

  private Programs() {}

  static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static Result run(Path input, Path output, int limitSeconds, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
      return new Result(ended ? process.exitValue() : -1, Files.readString(output).strip());
    } finally {
      process.destroyForcibly();
    }
  }
}
