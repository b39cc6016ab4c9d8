package io.iotpipeline.admin.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Addresses of the servers of a pipeline.
 *
 * @param bootstrapServers Kafka, as {@code host:port}, separated by commas
 * @param registryUrl root of the schema registry; a trailing slash is removed
 * @param connectUrl REST API of a Connect worker; a trailing slash is removed
 * @param cassandra contact points, each as {@code host:port}; all with the same port, because a
 *     connector has one port setting
 * @param datacenter data center of these nodes
 * @param replicationFactor number of nodes that store each row, at least 1
 */
public record Endpoints(
    String bootstrapServers,
    String registryUrl,
    String connectUrl,
    List<String> cassandra,
    String datacenter,
    int replicationFactor) {

  public Endpoints {
    registryUrl = registryUrl.replaceAll("/+$", "");
    connectUrl = connectUrl.replaceAll("/+$", "");
    cassandra = List.copyOf(cassandra);
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "the replication factor must be at least 1, not " + replicationFactor);
    }
    Set<Integer> ports =
        cassandra.stream()
            .map(Endpoints::address)
            .map(InetSocketAddress::getPort)
            .collect(Collectors.toSet());
    if (ports.size() != 1) {
      throw new IllegalArgumentException(
          "All Cassandra nodes must have the same port, but these have "
              + ports
              + ": "
              + cassandra);
    }
  }

  /** The same with other brokers. */
  public Endpoints withBootstrapServers(String other) {
    return new Endpoints(other, registryUrl, connectUrl, cassandra, datacenter, replicationFactor);
  }

  @JsonIgnore
  public List<InetSocketAddress> cassandraAddresses() {
    return cassandra.stream().map(Endpoints::address).toList();
  }

  @JsonIgnore
  public int cassandraPort() {
    return cassandraAddresses().get(0).getPort();
  }

  private static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IllegalArgumentException(hostAndPort + " is not HOST:PORT", e);
    }
  }
}
