package io.iotpipeline.streamsapp.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What an unknown schema id costs, in requests to the registry. */
class SchemaCacheTest {

  private static final int AT_ONCE = 100;

  private final InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
  private final AtomicLong clock = new AtomicLong();
  private final SchemaCache schemas = new SchemaCache(registry, Duration.ofSeconds(5), clock::get);

  @Test
  void a_known_id_is_looked_up_once() {
    schemas.find(1);

    assertThat(schemas.find(1)).isPresent();
    assertThat(registry.calls).isEqualTo(1);
  }

  @Test
  void an_unknown_id_is_looked_up_again_after_five_seconds() {
    schemas.find(99);
    pass(Duration.ofSeconds(5));

    schemas.find(99);

    assertThat(registry.calls).isEqualTo(2);
  }

  @Test
  void a_few_unknown_ids_a_second_are_looked_up_so_a_new_schema_is_found_at_once() {
    for (int id = 1000; id < 1000 + AT_ONCE - 1; id++) {
      schemas.find(id);
    }
    int next = registry.register(Topics.SENSOR_EVENTS.schema());

    assertThat(schemas.find(next)).isPresent();
    assertThat(registry.calls).isEqualTo(AT_ONCE);
  }

  @Test
  void more_unknown_ids_are_compared_with_one_list() {
    flood(1000, AT_ONCE);

    flood(2000, 900);

    assertThat(registry.calls).isEqualTo(AT_ONCE + 1);
  }

  @Test
  void a_listed_id_is_looked_up_amid_many_unknown_ones() {
    int next = registry.register(Topics.SENSOR_EVENTS.schema());
    flood(1000, 2 * AT_ONCE);

    assertThat(schemas.find(next)).isPresent();
  }

  @Test
  void the_list_is_at_most_half_a_second_old() {
    flood(1000, 2 * AT_ONCE);
    int next = registry.register(Topics.SENSOR_EVENTS.schema());
    pass(Duration.ofMillis(500));
    flood(2000, AT_ONCE); // uses up what may be looked up now

    assertThat(schemas.find(next)).isPresent();
  }

  @Test
  void a_slow_registry_lists_at_most_half_of_the_time() {
    registry.duringList = () -> pass(Duration.ofSeconds(3));
    flood(1000, AT_ONCE + 1);
    pass(Duration.ofMillis(2999));
    int before = registry.calls;

    flood(2000, 1000);

    assertThat(registry.calls).isEqualTo(before + 59); // 5.999 s of 10 look-ups a second, no list
  }

  @Test
  void look_ups_are_allowed_again_after_a_pause() {
    flood(1000, 2 * AT_ONCE);
    pass(Duration.ofSeconds(1));
    int before = registry.calls;

    schemas.find(3000);
    schemas.find(3001);

    assertThat(registry.calls).isEqualTo(before + 2);
  }

  @Test
  void without_a_list_each_unknown_id_is_looked_up() {
    registry.refuseToList();
    flood(1000, 2 * AT_ONCE);
    int next = registry.register(Topics.SENSOR_EVENTS.schema());

    assertThat(schemas.find(next)).isPresent();
    assertThat(registry.calls).isEqualTo(2 * AT_ONCE + 2);
  }

  private void flood(int firstId, int count) {
    for (int id = firstId; id < firstId + count; id++) {
      assertThat(schemas.find(id)).isEmpty();
    }
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }
}
