package io.iotpipeline.devstack.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.schemas.EventBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where one stack lives: everything it writes stands under {@code home}, everything it runs comes
 * from the checkout at {@code root}. The ports, and with them the number of streams-app instances
 * and Cassandra nodes, are kept in {@code home/ports.json}, so that every verb finds the servers
 * again; the life of readings in {@code home/event-ttl.json}, and their partitions in {@code
 * home/event-bucket.json}; whether Prometheus is wanted in {@code home/prometheus.json}. A pipeline
 * whose servers somebody else runs has {@code home/endpoints.json} in place of the ports.
 *
 * @param root the checkout, with its modules built
 * @param home the stack's folder for data, logs and settings
 * @param ports where the servers listen
 * @param eventTtl how long rows of sensor_events live
 * @param eventBucket how much of a sensor's readings one partition of it holds
 * @param prometheus whether Prometheus runs beside the other servers
 * @param elsewhere where the servers are, when this machine does not run them; else null
 */
public record DevStackConfig(
    Path root,
    Path home,
    Ports ports,
    EventTtl eventTtl,
    EventBucket eventBucket,
    boolean prometheus,
    Endpoints elsewhere) {

  public static final String HOST = "127.0.0.1";
  public static final String DATACENTER = "datacenter1";
  public static final String STREAMS_GROUP = "iot-streams-app";

  private static final ObjectMapper JSON = new ObjectMapper();

  public DevStackConfig(Path root, Path home, Ports ports) {
    this(root, home, ports, EventTtl.NONE, EventBucket.DAY, false, null);
  }

  /** The settings of the stack in {@code home}, with the default ports if it was never started. */
  public static DevStackConfig load(Path root, Path home) {
    return new DevStackConfig(
        root,
        home,
        read(portsFile(home), Ports.class, Ports.DEFAULT),
        read(ttlFile(home), EventTtl.class, EventTtl.NONE),
        read(bucketFile(home), EventBucket.class, EventBucket.DAY),
        read(prometheusFile(home), Boolean.class, false),
        read(endpointsFile(home), Endpoints.class, null));
  }

  /** Keeps them for later verbs. */
  public void save() {
    if (elsewhere == null) {
      write(portsFile(home), ports);
    } else {
      write(endpointsFile(home), elsewhere);
    }
    write(ttlFile(home), eventTtl);
    write(bucketFile(home), eventBucket);
    write(prometheusFile(home), prometheus);
  }

  public DevStackConfig withPorts(Ports other) {
    return new DevStackConfig(root, home, other, eventTtl, eventBucket, prometheus, elsewhere);
  }

  public DevStackConfig withEventTtl(EventTtl other) {
    return new DevStackConfig(root, home, ports, other, eventBucket, prometheus, elsewhere);
  }

  public DevStackConfig withEventBucket(EventBucket other) {
    return new DevStackConfig(root, home, ports, eventTtl, other, prometheus, elsewhere);
  }

  public DevStackConfig withPrometheus(boolean wanted) {
    return new DevStackConfig(root, home, ports, eventTtl, eventBucket, wanted, elsewhere);
  }

  /**
   * The same for servers that somebody else runs.
   *
   * @throws PipelineException when a stack of this machine lives in the home
   */
  public DevStackConfig at(Endpoints endpoints) {
    if (Files.exists(portsFile(home))) {
      throw new PipelineException(
          home + " belongs to a stack of this machine: set PIPELINE_HOME to another folder");
    }
    return new DevStackConfig(root, home, ports, eventTtl, eventBucket, prometheus, endpoints);
  }

  /**
   * @throws PipelineException when this machine does not run the servers
   */
  public void requireOnThisMachine() {
    if (elsewhere != null) {
      throw new PipelineException(
          "%s is set up for the servers at %s, which this machine does not run: set PIPELINE_HOME to"
                  .formatted(home, elsewhere.bootstrapServers())
              + " another folder");
    }
  }

  public Endpoints endpoints() {
    return elsewhere == null ? Endpoints.onThisMachine(ports) : elsewhere;
  }

  public String bootstrapServers() {
    return endpoints().bootstrapServers();
  }

  public String registryUrl() {
    return endpoints().registryUrl();
  }

  public String connectUrl() {
    return endpoints().connectUrl();
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

  private static Path endpointsFile(Path home) {
    return home.resolve("endpoints.json");
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
