package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Path;
import java.util.List;

/** A server for tests: the process of a shell command, with a probe as the test wants it. */
public final class ShellServer extends Server {

  /** Runs until it is stopped. */
  public static final String IDLE = "exec tail -f /dev/null";

  private final String command;
  private final Runnable probe;

  /**
   * @param probe throws while the server is not ready
   */
  public ShellServer(Path home, String name, String command, Runnable probe) {
    super(new DevStackConfig(home, home, Ports.DEFAULT), name);
    this.command = command;
    this.probe = probe;
  }

  @Override
  public String address() {
    return "nowhere";
  }

  @Override
  public List<Integer> ports() {
    return List.of();
  }

  @Override
  protected void prepare() {}

  @Override
  protected List<String> command() {
    return List.of("/bin/sh", "-c", command);
  }

  @Override
  public void probe() {
    probe.run();
  }
}
