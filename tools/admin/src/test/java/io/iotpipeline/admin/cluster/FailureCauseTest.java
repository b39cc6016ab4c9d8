package io.iotpipeline.admin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureCauseTest {

  @Test
  void names_what_connect_has_wrapped() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
        \tat org.apache.kafka.connect.runtime.errors.RetryWithToleranceOperator.execute(R.java:259)
        Caused by: org.apache.kafka.connect.errors.DataException: Cannot convert a value of topic t:
        \tat io.iotpipeline.connect.converter.RetryingConverter.retry(RetryingConverter.java:1)
        \t... 12 more
        Caused by: java.lang.IllegalStateException: artifact reference cannot be null
        \tat io.apicurio.registry.resolver.DefaultSchemaResolver.resolve(D.java:167)
        \t... 19 more
        """;

    assertThat(FailureCause.of(trace))
        .isEqualTo(
            "DataException: Cannot convert a value of topic t;"
                + " cause: IllegalStateException: artifact reference cannot be null");
  }

  @Test
  void says_once_what_a_wrapper_repeats() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: java.lang.RuntimeException: disk full
        \tat a.B.c(B.java:1)
        Caused by: java.lang.RuntimeException: disk full
        \tat a.B.d(B.java:2)
        """;

    assertThat(FailureCause.of(trace)).isEqualTo("RuntimeException: disk full");
  }

  @Test
  void an_exception_without_a_message_is_its_name() {
    String trace =
        """
        org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler
        \tat a.B.c(B.java:1)
        Caused by: io.apicurio.registry.rest.client.exception.RestClientException
        \tat a.B.d(B.java:2)
        """;

    assertThat(FailureCause.of(trace)).isEqualTo("RestClientException");
  }

  @Test
  void is_one_line_of_limited_length() {
    String trace = "a.BException: " + "x".repeat(1_000) + "\nsecond line\n\tat a.B.c(B.java:1)";

    assertThat(FailureCause.of(trace)).startsWith("BException: xxx").hasSize(301);
    assertThat(FailureCause.of("a.BException: first\nsecond")).isEqualTo("BException: first");
  }
}
