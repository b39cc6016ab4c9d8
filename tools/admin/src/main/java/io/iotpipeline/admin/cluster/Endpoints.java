package io.iotpipeline.admin.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the servers of a pipeline are reached, on this machine or elsewhere.
 *
 * @param bootstrapServers Kafka, as host:port with commas between
 * @param registryUrl root of the schema registry
 * @param connectUrl a Connect worker's REST API
 * @param cassandra some of Cassandra's nodes, each as host:port; all have the same port, because a
 *     connector knows only one
 * @param datacenter that of those nodes
 * @param replicationFactor how many nodes keep each row
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
          "a row must be on one node at least, not on " + replicationFactor);
    }
    Set<Integer> ports =
        cassandra.stream()
            .map(Endpoints::address)
            .map(InetSocketAddress::getPort)
            .collect(Collectors.toSet());
    if (ports.size() != 1) {
      throw new IllegalArgumentException(
          "Cassandra's nodes must have the same port, and these have " + ports + ": " + cassandra);
    }
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
