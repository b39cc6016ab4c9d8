package io.iotpipeline.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where one stack lives: everything it writes stands under {@code home}, everything it runs comes
 * from the checkout at {@code root}. The ports, and with them the number of streams-app instances
 * and Cassandra nodes, are kept in {@code home/ports.json}, so that every verb finds the servers
 * again; the life of readings in {@code home/event-ttl.json}, and their partitions in {@code
 * home/event-bucket.json}; whether Prometheus is wanted in {@code home/prometheus.json}.
 *
 * @param root the checkout, with its modules built
 * @param home the stack's folder for data, logs and settings
 * @param ports where the servers listen
 * @param eventTtl how long rows of sensor_events live
 * @param eventBucket how much of a sensor's readings one partition of it holds
 * @param prometheus whether Prometheus runs beside the other servers
 */
public record StackSettings(
    Path root,
    Path home,
    Ports ports,
    EventTtl eventTtl,
    EventBucket eventBucket,
    boolean prometheus) {

  public static final String HOST = "127.0.0.1";
  public static final String DATACENTER = "datacenter1";
  public static final String STREAMS_GROUP = "iot-streams-app";

  private static final ObjectMapper JSON = new ObjectMapper();

  public StackSettings(Path root, Path home, Ports ports) {
    this(root, home, ports, EventTtl.NONE, EventBucket.DAY, false);
  }

  /** The settings of the stack in {@code home}, with the default ports if it was never started. */
  public static StackSettings load(Path root, Path home) {
    return new StackSettings(
        root,
        home,
        read(portsFile(home), Ports.class, Ports.DEFAULT),
        read(ttlFile(home), EventTtl.class, EventTtl.NONE),
        read(bucketFile(home), EventBucket.class, EventBucket.DAY),
        read(prometheusFile(home), Boolean.class, false));
  }

  /** Keeps them for later verbs. */
  public void save() {
    write(portsFile(home), ports);
    write(ttlFile(home), eventTtl);
    write(bucketFile(home), eventBucket);
    write(prometheusFile(home), prometheus);
  }

  public StackSettings withPorts(Ports other) {
    return new StackSettings(root, home, other, eventTtl, eventBucket, prometheus);
  }

  public StackSettings withEventTtl(EventTtl other) {
    return new StackSettings(root, home, ports, other, eventBucket, prometheus);
  }

  public StackSettings withEventBucket(EventBucket other) {
    return new StackSettings(root, home, ports, eventTtl, other, prometheus);
  }

  public StackSettings withPrometheus(boolean wanted) {
    return new StackSettings(root, home, ports, eventTtl, eventBucket, wanted);
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

  /** Where each Cassandra node answers CQL. */
  public List<InetSocketAddress> cassandraAddresses() {
    return IntStream.rangeClosed(1, ports.cassandraNodes())
        .mapToObj(number -> new InetSocketAddress(Cassandra.host(number), ports.cassandra()))
        .toList();
  }

  private static <T> T read(Path file, Class<T> type, T otherwise) {
    if (!Files.exists(file)) {
      return otherwise;
    }
    try {
      return JSON.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static void write(Path file, Object value) {
    try {
      Files.createDirectories(file.getParent());
      JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static Path portsFile(Path home) {
    return home.resolve("ports.json");
  }

  private static Path ttlFile(Path home) {
    return home.resolve("event-ttl.json");
  }

  private static Path prometheusFile(Path home) {
    return home.resolve("prometheus.json");
  }

  private static Path bucketFile(Path home) {
    return home.resolve("event-bucket.json");
  }
}
