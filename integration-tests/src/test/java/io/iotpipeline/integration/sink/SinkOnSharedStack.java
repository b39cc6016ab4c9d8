package io.iotpipeline.integration.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of a test of the sink on a real Connect worker, with a real Cassandra: connectors,
 * topics and a keyspace of its own.
 */
@ExtendWith(SharedStack.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class SinkOnSharedStack {

  final TestStack stack;
  private final String keyspace;
  SinkConnectors connectors;
  SinkTopics topics;
  CqlSession session;

  SinkOnSharedStack(TestStack stack, String keyspace) {
    this.stack = stack;
    this.keyspace = keyspace;
  }

  @BeforeAll
  void open() {
    connectors = new SinkConnectors(stack);
    topics = new SinkTopics(stack);
    session = stack.session();
    session.execute(
        "CREATE KEYSPACE %s WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}"
            .formatted(keyspace));
  }

  @AfterEach
  void deleteConnectors() throws Exception {
    connectors.deleteAll();
  }

  @AfterAll
  void close() {
    topics.close();
    session.close();
    connectors.close();
  }
}
