package io.iotpipeline.chaos.stack;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What this machine can do to a process beyond signals.
 *
 * @param namespace command that runs another in a mount namespace of its own, for a small disk;
 *     empty if that is not allowed
 * @param clockLibrary libfaketime, which steps the clock of a process; empty if it is not installed
 *     or does not work
 */
public record Abilities(Optional<List<String>> namespace, Optional<ClockLibrary> clockLibrary) {

  public static Abilities ofThisMachine() {
    return new Abilities(
        Stream.of(List.of("unshare", "-m"), List.of("unshare", "-rm"))
            .filter(Abilities::canMount)
            .findFirst(),
        ClockLibrary.find());
  }

  private static boolean canMount(List<String> namespace) {
    try {
      Path folder = Files.createTempDirectory("chaos");
      try {
        Process process =
            new ProcessBuilder(
                    Stream.concat(
                            namespace.stream(),
                            Stream.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=1m",
                                "tmpfs",
                                folder.toString()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        Files.delete(folder);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
