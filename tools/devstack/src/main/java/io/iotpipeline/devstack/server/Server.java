package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One server of the stack: how it is configured, started and asked whether it is ready. */
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

  /** The server's own folder: configuration, data, log and the number of its process. */
  public final Path folder() {
    return config.home().resolve(name);
  }

  public final Path log() {
    return folder().resolve(name + ".log");
  }

  /** Where people reach it, for the status. */
  public abstract String address();

  /** The ports it will listen on, which must be free before it starts. */
  public abstract List<Integer> ports();

  /** The same with the addresses, where they are not all on 127.0.0.1. */
  public List<InetSocketAddress> sockets() {
    return ports().stream()
        .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .toList();
  }

  /** What this machine does not have and the server needs, each with the remedy. */
  public List<String> lacks() {
    return List.of();
  }

  /** Writes its configuration and whatever else must be there before the first start. */
  protected abstract void prepare() throws IOException;

  protected abstract List<String> command() throws IOException;

  protected Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Makes one real request.
   *
   * @throws Exception when the server does not answer as it should, saying why
   */
  public abstract void probe() throws Exception;
}
