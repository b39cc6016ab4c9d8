package io.iotpipeline.chaos.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.sample.Sample.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FlatnessTest {

  private static final int SAMPLES = 720;

  private static List<String> failures(String server, IntFunction<Usage> usage) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(new Sample(i * 5_000L, 0, Map.of(server, usage.apply(i))));
    }
    return new Flatness(samples)
        .checks().stream().filter(each -> !each.ok()).map(Check::name).toList();
  }

  @Test
  void a_heap_that_grows_to_its_limit_in_the_warm_up_is_flat() {
    assertThat(failures("connect", i -> new Usage(Math.min(600_000, i * 6_000), 100, 100)))
        .isEmpty();
  }

  @Test
  void a_leak_is_not() {
    assertThat(failures("connect", i -> new Usage(300_000 + i * 300, 100, 100)))
        .containsExactly("memory of connect flat");
  }

  @Test
  void logs_that_grow_by_more_than_a_megabyte_an_hour_are_not() {
    assertThat(failures("registry", i -> new Usage(1, 1, i))).isEmpty();
    assertThat(failures("registry", i -> new Usage(1, 1, 10L * i)))
        .containsExactly("logs of registry flat");
  }

  @Test
  void stored_events_may_grow_with_time_and_not_faster() {
    assertThat(failures("kafka", i -> new Usage(1, i * 3_000L, 1))).isEmpty();
    assertThat(failures("kafka", i -> new Usage(1, 10L * i * i, 1)))
        .containsExactly("data of kafka grow steadily");
  }

  /** It has the ids of the events of a day. */
  @Test
  void the_state_of_the_app_may_grow_with_the_events_and_not_faster() {
    assertThat(failures("streams-app-1", i -> new Usage(1, i * 3_000L, 1))).isEmpty();
    assertThat(failures("streams-app-1", i -> new Usage(1, 10L * i * i, 1)))
        .containsExactly("data of streams-app-1 grow steadily");
  }

  @Test
  void few_samples_are_not_judged() {
    assertThat(new Flatness(List.of(new Sample(0, 0, Map.of()))).checks()).isEmpty();
  }
}
