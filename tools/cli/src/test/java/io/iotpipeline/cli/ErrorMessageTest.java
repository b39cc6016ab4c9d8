package io.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ErrorMessageTest {

  private static final EndPoint END_POINT = new DefaultEndPoint(address());

  private static final Node NODE =
      (Node)
          Proxy.newProxyInstance(
              Node.class.getClassLoader(),
              new Class<?>[] {Node.class},
              (node, method, args) ->
                  switch (method.getName()) {
                    case "getEndPoint" -> END_POINT;
                    case "hashCode" -> 1;
                    default -> method.getName();
                  });

  @Test
  void pipeline_exception_is_shown_as_it_is() {
    assertThat(ErrorMessage.of(new PipelineException("kafka is down: ./pipeline up")))
        .isEqualTo("kafka is down: ./pipeline up");
  }

  @Test
  void causes_follow_the_failure() {
    Exception failure =
        new IllegalStateException("cannot fill the topic", new IOException("disk is full"));

    assertThat(ErrorMessage.of(failure))
        .startsWith("cannot fill the topic\n  cause: disk is full\n")
        .doesNotContain("Exception");
  }

  @Test
  void wrappers_that_repeat_their_cause_are_left_out() {
    Exception failure =
        new ExecutionException(new TimeoutException("Timed out waiting for a node assignment."));

    assertThat(ErrorMessage.of(failure))
        .isEqualTo(
            "Timed out waiting for a node assignment.\n"
                + "Check that the servers run: ./pipeline status");
  }

  @Test
  void refused_connection_without_a_message_is_named() {
    assertThat(ErrorMessage.of(new ConnectException()))
        .isEqualTo("Connection refused\nCheck that the servers run: ./pipeline status");
  }

  @Test
  void cassandra_without_nodes_is_named() {
    assertThat(ErrorMessage.of(new NoNodeAvailableException()))
        .isEqualTo("No Cassandra node is available\nCheck that the servers run: ./pipeline status");
  }

  @Test
  void a_login_that_cassandra_refuses_is_not_a_node_that_does_not_answer() {
    assertThat(ErrorMessage.of(failure(new AuthenticationException(END_POINT, "Bad credentials"))))
        .startsWith("Cassandra refuses the login at 127.0.0.1:9042\n")
        .contains("cassandra.advanced.auth-provider.*");
  }

  @Test
  void tls_that_fails_is_the_cause_of_no_answer() {
    Exception tls = new IOException("closed", new SSLHandshakeException("PKIX path building"));

    assertThat(ErrorMessage.of(failure(tls)))
        .startsWith("Cassandra does not answer at 127.0.0.1:9042\n  cause: PKIX path building\n");
  }

  private static InetSocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 9042);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // it has four bytes
    }
  }

  private static AllNodesFailedException failure(Throwable ofTheNode) {
    return AllNodesFailedException.fromErrors(List.of(Map.entry(NODE, ofTheNode)));
  }

  @Test
  void missing_file_is_named() {
    Exception failure =
        new UncheckedIOException("cannot read the log", new NoSuchFileException("kafka.log"));

    assertThat(ErrorMessage.of(failure))
        .isEqualTo(
            """
            cannot read the log
              cause: File not found: kafka.log
            Check the path and its permissions.""");
  }

  @Test
  void exception_without_a_message_is_shown_by_its_class() {
    assertThat(ErrorMessage.of(new IllegalStateException()))
        .startsWith("java.lang.IllegalStateException\n");
  }
}
