package io.iotpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ErrorMessageTest {

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
