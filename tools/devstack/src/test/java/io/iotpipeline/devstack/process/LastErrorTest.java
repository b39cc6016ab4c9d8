package io.iotpipeline.devstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastErrorTest {

  @TempDir private Path folder;

  private final Instant start =
      LocalDateTime.parse("2026-03-01T10:00:00").atZone(ZoneId.systemDefault()).toInstant();

  @Test
  void a_full_disk_is_found_behind_the_errors_that_it_causes() throws IOException {
    assertThat(
            lastError(
                """
                2026-03-01T10:00:02,017 INFO  [main] KafkaServer: started
                2026-03-01T10:05:00,118 ERROR [data-plane] LogDirFailureChannel: Error while appending records
                java.io.IOException: No space left on device
                \tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)
                2026-03-01T10:05:00,221 WARN  [log-dir] ReplicaManager: Stopping serving replicas
                2026-03-01T10:05:00,300 ERROR [log-dir] LogManager: Shutdown broker because all log dirs have failed
                """))
        .hasValue(
            "2026-03-01 10:05:00 IOException: No space left on device (Error while appending records)");
  }

  @Test
  void otherwise_it_is_the_last_error_with_its_root_cause() throws IOException {
    assertThat(
            lastError(
                """
                2026-03-01 10:00:03.000 ERROR [iot-StreamThread-1] MaxFailures - A stream thread failed; replacing it
                org.apache.kafka.streams.errors.StreamsException: task 0_3
                \tat org.apache.kafka.streams.X.y(X.java:1)
                Caused by: org.apache.kafka.common.errors.RecordTooLargeException: 3000000 bytes
                2026-03-01 10:01:09.000 ERROR [iot-StreamThread-9] MaxFailures - A stream thread failed; stopping
                org.apache.kafka.streams.errors.StreamsException: task 0_3
                Caused by: org.apache.kafka.common.errors.RecordTooLargeException: 4000000 bytes
                2026-03-01 10:01:10.000 WARN  [main] Other - java.io.IOException: of a warning
                java.io.IOException: of a warning
                """))
        .hasValue(
            "2026-03-01 10:01:09 RecordTooLargeException: 4000000 bytes (A stream thread failed; stopping)");
  }

  @Test
  void errors_before_the_start_of_the_process_are_left_out() throws IOException {
    assertThat(lastError("2026-03-01T09:59:59,000 ERROR [main] X: of the process before\n"))
        .isEmpty();
  }

  @Test
  void what_the_jvm_prints_without_a_time_counts() throws IOException {
    assertThat(
            lastError(
                """
                2026-03-01T10:00:02,017 INFO  [main] KafkaServer: started
                Terminating due to java.lang.OutOfMemoryError: Java heap space
                """))
        .hasValue(
            "2026-03-01 10:00:02 Terminating due to java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void a_message_of_the_start_counts() throws IOException {
    assertThat(lastError("streams-app: http.listen=127.0.0.1:8090: cannot listen\n").orElseThrow())
        .endsWith("streams-app: http.listen=127.0.0.1:8090: cannot listen");
  }

  @Test
  void the_format_of_the_registry_is_understood() throws IOException {
    assertThat(
            lastError(
                """
                2026-03-01 10:00:04 ERROR <> [io.quarkus.runtime.Application] (main) Failed to start
                java.net.BindException: Address already in use
                """))
        .hasValue("2026-03-01 10:00:04 BindException: Address already in use (Failed to start)");
  }

  @Test
  void the_logs_of_a_server_are_read_together() throws IOException {
    Path log = write("a.log", "2026-03-01T10:00:09,000 ERROR [main] X: later\n");
    Path printed = write("b.log", "2026-03-01T10:00:01,000 ERROR [main] X: earlier\n");

    assertThat(new LastError(List.of(log, printed, folder.resolve("none"))).since(start))
        .hasValue("2026-03-01 10:00:09 later");
  }

  @Test
  void only_the_end_of_a_long_log_is_read() throws IOException {
    String info = "2026-03-01T10:00:01,000 INFO  [main] X: fine\n".repeat(20_000);

    assertThat(lastError(info + "2026-03-01T10:00:02,000 ERROR [main] X: bad\n"))
        .hasValue("2026-03-01 10:00:02 bad");
    assertThat(lastError("2026-03-01T10:00:02,000 ERROR [main] X: bad\n" + info)).isEmpty();
  }

  private Optional<String> lastError(String text) throws IOException {
    return new LastError(List.of(write("server.log", text))).since(start);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
