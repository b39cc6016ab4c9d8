package io.iotpipeline.devstack.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.devstack.process.Zombies;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operating system process of a server. File {@code process.json} has its process id and start
 * time, so another process that later gets the same id is not mistaken for the server.
 */
public final class ServerProcess {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> GIVE_WAY = List.of("nice", "-n", "5");
  private static final Duration END_INTERVAL = Duration.ofMillis(50);

  private record Identity(long pid, long startedMillis) {}

  private final Server server;

  public ServerProcess(Server server) {
    this.server = server;
  }

  /** The running process; empty if there is none. */
  public Optional<ProcessHandle> running() {
    return identity()
        .flatMap(
            identity ->
                ProcessHandle.of(identity.pid())
                    .filter(ServerProcess::isRunning)
                    .filter(handle -> startedMillis(handle) == identity.startedMillis()));
  }

  /** The process that was started last, unless it was stopped in order. */
  private Optional<Identity> identity() {
    Path file = identityFile();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Identity.class));
    } catch (FileNotFoundException e) {
      return Optional.empty(); // stopped meanwhile
    } catch (IOException e) {
      throw new PipelineException(
          "cannot read " + file + ": remove it if the server does not run", e);
    }
  }

  /**
   * The process and its state: UP (answers), NOT READY (runs but does not answer) or DOWN; and why
   * it is not UP.
   */
  public PipelineStatus.Service status() {
    Optional<ProcessHandle> process = running();
    Diagnosis diagnosis = new Diagnosis(server);
    Optional<String> error =
        process.isPresent()
            ? diagnosis.notReady()
            : identity().map(ended -> diagnosis.down(Instant.ofEpochMilli(ended.startedMillis())));
    return new PipelineStatus.Service(
        server.name(),
        process.isEmpty() ? "DOWN" : error.isEmpty() ? "UP" : "NOT READY",
        process.map(ProcessHandle::pid).orElse(null),
        process
            .flatMap(handle -> handle.info().startInstant())
            .map(start -> start.truncatedTo(ChronoUnit.SECONDS).toString())
            .orElse(null),
        process.flatMap(ServerProcess::memoryMb).orElse(null),
        server.address(),
        new ServerLogs(server).newest().toString(),
        error.orElse(null));
  }

  /** Resident memory in MiB; empty if the system has no suitable {@code ps}. */
  private static Optional<Long> memoryMb(ProcessHandle process) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
      String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Long.parseLong(output.strip()) / 1024);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Starts the server in the background. It outlives this process. It ignores Ctrl-C and hang-up of
   * the terminal, because the servers must stop in order: a shell sets both signals to be ignored,
   * and a JVM does not change that.
   */
  public void start() {
    start(Launch.UNCHANGED);
  }

  /** Starts the server likewise, with a command line and an environment that the launch decides. */
  public void start(Launch launch) {
    prepare();
    try {
      List<String> command =
          new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
      if (server.givesWay()) {
        command.addAll(GIVE_WAY);
      }
      Map<String, String> environment = new HashMap<>(server.environment());
      command.addAll(launch.command(server.name(), server.command(), environment));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(server.folder().toFile())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(new ServerLogs(server).startOutput().toFile()));
      builder.environment().putAll(environment);
      ProcessHandle handle = builder.start().toHandle();
      writeIdentity(new Identity(handle.pid(), startedMillis(handle)));
    } catch (IOException e) {
      throw new PipelineException("cannot start " + server.name() + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the file as a whole: another process or thread may read it at the same time. */
  private void writeIdentity(Identity identity) throws IOException {
    Path written = identityFile().resolveSibling("process.json.new");
    JSON.writeValue(written.toFile(), identity);
    Files.move(written, identityFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the files that the server reads. */
  public void prepare() {
    try {
      Files.createDirectories(server.folder());
      server.prepare();
    } catch (IOException e) {
      throw new PipelineException("cannot prepare " + server.name() + ": " + e.getMessage(), e);
    }
  }

  /** Sends SIGTERM, and SIGKILL if the process has not ended after the timeout. */
  public void stop(Duration timeout) {
    running()
        .ifPresent(
            handle -> {
              handle.destroy();
              if (!ended(handle, timeout)) {
                handle.destroyForcibly();
                ended(handle, Duration.ofSeconds(10));
              }
            });
    try {
      Files.deleteIfExists(identityFile());
    } catch (IOException e) {
      throw new PipelineException("cannot remove " + identityFile(), e);
    }
  }

  /** Sends SIGKILL: the process ends without any clean-up, as in a crash. */
  public void kill() {
    running()
        .ifPresent(
            handle -> {
              handle.destroyForcibly();
              ended(handle, Duration.ofSeconds(10));
            });
  }

  /** The JDK itself looks for the end of a process that is no child only after seconds. */
  private boolean ended(ProcessHandle handle, Duration timeout) {
    return Poller.waitFor(server.name() + " to end", timeout)
        .every(END_INTERVAL)
        .tryAwait(() -> isRunning(handle) ? Optional.of("it runs") : Optional.empty());
  }

  private static boolean isRunning(ProcessHandle handle) {
    return handle.isAlive() && !Zombies.isZombie(handle);
  }

  private static long startedMillis(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private Path identityFile() {
    return server.folder().resolve("process.json");
  }
}
