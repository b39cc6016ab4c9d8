package io.iotpipeline.connect.cassandra.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import io.iotpipeline.connect.cassandra.convert.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the nodes that store a row. */
final class Replicas {

  private final CqlSession session;

  Replicas(CqlSession session) {
    this.session = session;
  }

  /** Returns the nodes, or an empty set if the driver has no token map. */
  Set<Node> of(Row row) {
    Optional<TokenMap> tokens = session.getMetadata().getTokenMap();
    if (tokens.isEmpty()) {
      return Set.of();
    }
    CqlIdentifier keyspace = row.table().config().key().keyspaceId();
    return tokens.get().getReplicas(keyspace, routingKey(row.partition().key()));
  }

  /**
   * Encodes a partition key as Cassandra hashes it: one column as is, several with their lengths.
   */
  private static ByteBuffer routingKey(List<ByteBuffer> key) {
    if (key.size() == 1) {
      return key.get(0).duplicate();
    }
    int bytes = key.stream().mapToInt(cell -> Short.BYTES + cell.remaining() + 1).sum();
    ByteBuffer routingKey = ByteBuffer.allocate(bytes);
    for (ByteBuffer cell : key) {
      routingKey.putShort((short) cell.remaining()).put(cell.duplicate()).put((byte) 0);
    }
    return routingKey.flip();
  }
}
