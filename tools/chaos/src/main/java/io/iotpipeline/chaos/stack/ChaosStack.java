package io.iotpipeline.chaos.stack;

import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.cluster.HomeFolder;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.chaos.sabotage.Sabotage;
import io.iotpipeline.chaos.sabotage.Saboteur;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The stack of a run, and everything that is done to it: by faults, and by the operator who repairs
 * it. Thread-safe: faults of different servers overlap.
 */
public final class ChaosStack {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int FILL_BYTES = 1 << 16;

  private final DevStackConfig config;
  private final Abilities abilities;
  private final Saboteur saboteur;
  private final ChaosLaunch launch;
  private final PrintStream out;

  /** The servers that faults hold; one that two faults hold is there twice. */
  private final List<String> held = new ArrayList<>();

  private final Operator operator;
  private volatile boolean ended;

  /**
   * @param isSoak whether memory is measured
   * @param out for the output of {@code up}
   */
  public ChaosStack(
      DevStackConfig config,
      Abilities abilities,
      Optional<Sabotage> sabotage,
      boolean isSoak,
      PrintStream out) {
    this.config = config;
    this.abilities = abilities;
    this.saboteur = new Saboteur(config, sabotage);
    this.launch = new ChaosLaunch(config, abilities, saboteur, isSoak);
    this.out = out;
    this.operator = new Operator(this, out);
  }

  public DevStackConfig config() {
    return config;
  }

  public Pipeline pipeline() {
    return config.pipeline();
  }

  public Abilities abilities() {
    return abilities;
  }

  /** Starts all servers; what an earlier run has left in the folder is stopped and removed. */
  public void start() throws IOException, InterruptedException {
    if (Files.exists(config.home())) {
      DevStackConfig leftOver = DevStackConfig.load(config.root(), config.home());
      new DevStack(leftOver, out).servers().forEach(each -> new ServerProcess(each).kill());
      new HomeFolder(config.home()).wipe();
    }
    new HomeFolder(config.home()).claim();
    saboteur.beforeStart();
    try {
      up();
    } catch (PipelineException e) {
      // On a busy machine a server can miss its time limit. One after the other is easier.
      out.println(e.getMessage() + "\nup again, in steps");
      new DevStack(config, out, launch).up(DevStack.Scope.EVENTS);
      new DevStack(config, out, launch).up(DevStack.Scope.ROWS);
      up();
    }
  }

  /** Starts what does not run and sets up what does not exist; a sabotage is applied again. */
  synchronized void up() throws IOException, InterruptedException {
    new DevStack(config, out, launch).up();
    saboteur.afterUp(pipeline());
  }

  public List<Server> servers() {
    return new DevStack(config, out, launch).servers();
  }

  private Server server(String name) {
    return servers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no server " + name));
  }

  /** Marks a server as the target of a fault, so that the operator leaves it alone. */
  public synchronized void hold(String name) {
    held.add(name);
  }

  /** Whether a fault is changing the state of the server just now. */
  public synchronized boolean isHeld(String name) {
    return held.contains(name);
  }

  public synchronized void release(String name) {
    held.remove(name);
  }

  /** Starts a server without waiting for it; does nothing if it runs. */
  public synchronized void start(String name) {
    ServerProcess process = new ServerProcess(server(name));
    if (!ended && process.running().isEmpty()) {
      process.start(launch);
    }
  }

  public void kill(String name) {
    new ServerProcess(server(name)).kill();
  }

  /** Sends SIGTERM and waits until the process has ended. */
  public void stop(String name) {
    new ServerProcess(server(name)).stop(STOP_TIMEOUT);
  }

  public void pause(String name) throws IOException, InterruptedException {
    signal(name, "STOP");
  }

  public void resume(String name) throws IOException, InterruptedException {
    signal(name, "CONT");
  }

  private void signal(String name, String signal) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = new ServerProcess(server(name)).running();
    if (process.isEmpty()) {
      return;
    }
    Process kill =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.get().pid()))
            .inheritIO()
            .start();
    if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("cannot send SIG" + signal + " to " + name);
    }
  }

  public void deleteState(String name) {
    Folders.delete(launch.state(name));
  }

  public void stepClock(String name, int seconds) {
    launch.stepClock(name, seconds);
  }

  /** Whether the next start of the server has its state on a small disk of its own. */
  public void smallDisk(String name, boolean small) {
    launch.smallDisk(name, small);
  }

  /** Fills the small disk of a running server to the last byte. */
  public void fillDisk(String name) throws IOException {
    Path filler = filler(name);
    try (var file = Files.newOutputStream(filler)) {
      byte[] block = new byte[FILL_BYTES];
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      if (!Files.exists(filler) || Files.size(filler) == 0) {
        throw full;
      }
    }
  }

  /** Frees the small disk; does nothing if the server has ended, and with it the disk. */
  public void freeDisk(String name) throws IOException {
    if (isRunning(name)) {
      Files.deleteIfExists(filler(name));
    }
  }

  /** The disk is in the namespace of the process, which other processes reach through /proc. */
  private Path filler(String name) throws IOException {
    long pid =
        new ServerProcess(server(name))
            .running()
            .orElseThrow(() -> new IOException(name + " has ended"))
            .pid();
    return Path.of("/proc/" + pid + "/root" + launch.state(name).toAbsolutePath() + "/filler");
  }

  public boolean isRunning(String name) {
    return new ServerProcess(server(name)).running().isPresent();
  }

  /** Whether it answers. */
  public boolean isUp(String name) {
    return new ServerProcess(server(name)).status().state().equals("UP");
  }

  /** State of all servers, of the app's threads and of the connectors. */
  public PipelineStatus status() {
    return PipelineStatus.of(pipeline(), new DevStack(config, out, launch).services());
  }

  /** Whether a fault holds a server, or the run has ended: then nobody may repair anything. */
  synchronized boolean isUnderFault() {
    return ended || !held.isEmpty();
  }

  /** Looks after this stack. */
  public Operator operator() {
    return operator;
  }

  /** Kills all servers, also paused ones. Nothing starts afterwards. */
  public void killAll() {
    ended = true;
    servers().forEach(server -> new ServerProcess(server).kill());
  }

  /** Removes everything that the servers have written. */
  public void wipe() {
    try {
      new HomeFolder(config.home()).wipe();
    } catch (UncheckedIOException e) {
      out.println("cannot delete " + config.home() + ": " + e.getMessage());
    }
  }
}
