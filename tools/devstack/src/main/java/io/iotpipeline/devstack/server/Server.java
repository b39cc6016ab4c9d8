package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of the stack: its configuration, its command line and its readiness probe. */
public abstract class Server {

  protected final DevStackConfig config;
  private final String name;

  protected Server(DevStackConfig config, String name) {
    this.config = config;
    this.name = name;
  }

  public final String name() {
    return name;
  }

  /** The folder for its configuration, data, log and process id. */
  public final Path folder() {
    return config.home().resolve(name);
  }

  /** Its log, which it rotates itself; see {@link ServerLogs}. */
  public final Path log() {
    return folder().resolve(name + ".log");
  }

  /** What the process prints outside of its log; started anew with the process. */
  public final Path output() {
    return folder().resolve(name + ".out");
  }

  /** Its address, to show in the status. */
  public abstract String address();

  /** The ports that it listens on; they must be free before it starts. */
  protected abstract List<Integer> ports();

  /** The addresses and ports that it listens on; by default all are on 127.0.0.1. */
  public List<InetSocketAddress> sockets() {
    return ports().stream()
        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
  }

  /** Writes its configuration and all other files that it needs. */
  protected abstract void prepare() throws IOException;

  protected abstract List<String> command() throws IOException;

  /**
   * Whether others may use a processor before it. All servers share those of this machine, and work
   * in bursts; a client of one server should not wait for all.
   */
  protected boolean givesWay() {
    return true;
  }

  protected Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Sends one real request.
   *
   * @throws Exception if the server does not answer as it should; the message says why
   */
  protected abstract void probe() throws Exception;
}
