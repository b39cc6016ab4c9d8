package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void functions_labels_strings_and_keywords_are_no_metrics() {
    assertThat(
            PromQl.metrics(
                """
                sum by (le, job) (rate(a_bucket{job="not_this",x=~"b}c"}[$__rate_interval])) > 5e3
                  and on (instance) deriv((max(b:c >= 0) without (pod))[10m:1m]) > 0
                  or group_left_total offset 5m unless Inf or vector(0)\
                """))
        .containsExactly("a_bucket", "b:c", "group_left_total");
  }

  @Test
  void a_bare_name_is_a_metric() {
    assertThat(PromQl.metrics("up")).containsExactly("up");
  }
}
