package io.iotpipeline.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one stack lives: everything it writes stands under {@code home}, everything it runs comes
 * from the checkout at {@code root}. The ports, and with them the number of streams-app instances,
 * are kept in {@code home/ports.json}, so that every verb finds the servers again.
 *
 * @param root the checkout, with its modules built
 * @param home the stack's folder for data, logs and settings
 * @param ports where the servers listen
 */
public record StackSettings(Path root, Path home, Ports ports) {

  public static final String HOST = "127.0.0.1";
  public static final String DATACENTER = "datacenter1";
  public static final String STREAMS_GROUP = "iot-streams-app";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The settings of the stack in {@code home}, with the default ports if it was never started. */
  public static StackSettings load(Path root, Path home) {
    Path file = portsFile(home);
    if (!Files.exists(file)) {
      return new StackSettings(root, home, Ports.DEFAULT);
    }
    try {
      return new StackSettings(root, home, JSON.readValue(file.toFile(), Ports.class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Keeps the ports for later verbs. */
  public void save() {
    try {
      Files.createDirectories(home);
      JSON.writerWithDefaultPrettyPrinter().writeValue(portsFile(home).toFile(), ports);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + portsFile(home), e);
    }
  }

  public StackSettings withPorts(Ports other) {
    return new StackSettings(root, home, other);
  }

  public String bootstrapServers() {
    return HOST + ":" + ports.kafka();
  }

  public String registryUrl() {
    return "http://" + HOST + ":" + ports.registry();
  }

  public String connectUrl() {
    return "http://" + HOST + ":" + ports.connect();
  }

  public InetSocketAddress cassandraAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.cassandra());
  }

  private static Path portsFile(Path home) {
    return home.resolve("ports.json");
  }
}
