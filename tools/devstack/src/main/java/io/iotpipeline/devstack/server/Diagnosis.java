package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.ReadinessPoller;
import io.iotpipeline.devstack.process.LastError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Why a server of this machine is not UP, in one line. */
final class Diagnosis {

  /** Below this, a server could not even write the reason into its log. */
  private static final long FULL_BYTES = 1024 * 1024;

  private final Server server;

  Diagnosis(Server server) {
    this.server = server;
  }

  /** Why the running server does not answer; empty if it does. */
  Optional<String> notReady() {
    ReadinessPoller.Probe probe = server::probe;
    try {
      return probe.error().map(error -> fullDisk().orElse(error));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /**
   * Why the server has ended by itself.
   *
   * @param start of its process
   */
  String down(Instant start) {
    return fullDisk()
        .or(() -> new LastError(new ServerLogs(server).files()).since(start))
        .orElse("ended without an error in its log: it was killed, or the machine was restarted");
  }

  private Optional<String> fullDisk() {
    Path folder = server.folder();
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      return free < FULL_BYTES
          ? Optional.of("no space left on the disk of " + folder)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
