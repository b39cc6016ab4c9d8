package io.iotpipeline.chaos.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.sample.Sample.Heap;
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

  private static Usage memory(long outsideKb, long liveKb, long committedKb) {
    return new Usage(outsideKb + committedKb, new Heap(liveKb, committedKb), 100, 100);
  }

  private static Usage disk(long dataKb, long logKb) {
    return new Usage(1, new Heap(1, 0), dataKb, logKb);
  }

  @Test
  void a_jvm_may_take_its_heap_up_to_the_limit() {
    assertThat(failures("connect", i -> memory(100_000, 50_000, Math.min(600_000, i * 1_000))))
        .isEmpty();
  }

  @Test
  void objects_that_are_kept_are_a_leak() {
    assertThat(failures("connect", i -> memory(100_000, 100_000 + i * 300, 600_000)))
        .containsExactly("live heap of connect flat");
  }

  @Test
  void memory_that_native_code_keeps_is_a_leak() {
    assertThat(failures("streams-app-1", i -> memory(100_000 + i * 300, 100_000, 300_000)))
        .containsExactly("memory outside the heap of streams-app-1 flat");
  }

  @Test
  void memory_that_was_not_measured_is_not_flat() {
    assertThat(failures("connect", i -> new Usage(1, null, 1, 1)))
        .containsExactly("live heap of connect flat", "memory outside the heap of connect flat");
  }

  @Test
  void logs_that_grow_by_more_than_a_megabyte_an_hour_are_not() {
    assertThat(failures("registry", i -> disk(1, i))).isEmpty();
    assertThat(failures("registry", i -> disk(1, 10L * i)))
        .containsExactly("logs of registry flat");
  }

  @Test
  void stored_events_may_grow_with_time_and_not_faster() {
    assertThat(failures("kafka", i -> disk(i * 3_000L, 1))).isEmpty();
    assertThat(failures("kafka", i -> disk(10L * i * i, 1)))
        .containsExactly("data of kafka grow steadily");
  }

  /** It has the ids of the events of a day. */
  @Test
  void the_state_of_the_app_may_grow_with_the_events_and_not_faster() {
    assertThat(failures("streams-app-1", i -> disk(i * 3_000L, 1))).isEmpty();
    assertThat(failures("streams-app-1", i -> disk(10L * i * i, 1)))
        .containsExactly("data of streams-app-1 grow steadily");
  }

  @Test
  void few_samples_are_not_judged() {
    assertThat(new Flatness(List.of(new Sample(0, 0, Map.of()))).checks()).isEmpty();
  }
}
