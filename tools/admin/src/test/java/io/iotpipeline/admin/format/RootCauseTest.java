package io.iotpipeline.admin.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void is_the_last_cause_without_its_package() {
    assertThat(
            RootCause.of(
                """
                org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
                \tat org.apache.kafka.connect.runtime.WorkerSinkTask.execute(WorkerSinkTask.java:1)
                \tSuppressed: java.lang.IllegalStateException: while closing
                \tCaused by: java.io.IOException: of the suppressed one
                Caused by: org.apache.kafka.common.errors.SerializationException: Error deserializing
                Caused by: java.net.ConnectException: Connection refused
                \t... 14 more
                """))
        .hasValue("ConnectException: Connection refused");
  }

  @Test
  void an_exception_without_cause_or_message_is_its_name() {
    assertThat(RootCause.of("java.lang.NullPointerException\n\tat io.iotpipeline.X.y(X.java:1)"))
        .hasValue("NullPointerException");
  }

  @Test
  void a_message_of_several_lines_is_cut_after_the_first() {
    assertThat(RootCause.of("io.iotpipeline.TableMismatchException: no column x\n  in iot.t"))
        .hasValue("TableMismatchException: no column x");
  }

  @Test
  void is_empty_without_an_exception() {
    assertThat(RootCause.of(null)).isEmpty();
    assertThat(RootCause.of("all is well")).isEmpty();
  }

  @Test
  void a_long_message_is_shortened() {
    assertThat(RootCause.of("java.io.IOException: " + "x".repeat(1000)).orElseThrow())
        .hasSizeLessThan(310)
        .endsWith("x…");
  }
}
