package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PipelinePropertyTest {

  private static final Instant START = Instant.parse("2020-07-12T12:00:00Z");

  /** The events span less than the grace, so that none is late in any order. */
  @Property(tries = 40)
  void any_interleaving_and_duplication_gives_the_same_aggregates(
      @ForAll("events") List<SensorEvent> events, @ForAll Random random) {
    List<SensorEvent> again = new ArrayList<>(events);
    for (SensorEvent event : events) {
      if (random.nextInt(4) == 0) {
        again.add(event);
      }
    }
    Collections.shuffle(again, random);

    Map<String, HourlyAggregate> once = rowsOf(events, random);
    Map<String, HourlyAggregate> shuffled = rowsOf(again, random);

    assertThat(shuffled).containsOnlyKeys(once.keySet());
    once.forEach((key, row) -> assertSame(shuffled.get(key), row));
  }

  @Property(tries = 40)
  void every_input_is_in_exactly_one_output(
      @ForAll("events") List<SensorEvent> events, @ForAll Random random) {
    try (TestPipeline pipeline = new TestPipeline()) {
      long sent = 0;
      for (SensorEvent event : events) {
        byte[] value = pipeline.bytes(event);
        for (int copies = random.nextInt(3); copies >= 0; copies--) {
          value[random.nextInt(value.length)] ^= (byte) (random.nextInt(8) == 0 ? 1 : 0);
          pipeline.input.pipeInput(Fixtures.key(event), value.clone());
          sent++;
        }
      }

      long validated = pipeline.validated.readValuesToList().size();
      long rejected = pipeline.rejected.readValuesToList().size();
      assertThat(validated + rejected).isEqualTo(sent);
      pipeline.pass(Duration.ofSeconds(5));
    }
  }

  @Provide
  Arbitrary<List<SensorEvent>> events() {
    Arbitrary<SensorEvent> event =
        Arbitraries.randomValue(
            random ->
                new SensorEvent(
                    new UUID(random.nextLong(), random.nextLong()).toString(),
                    "sensor-" + random.nextInt(3),
                    START.plusMillis(random.nextInt((int) Duration.ofHours(20).toMillis())),
                    Map.of("a", random.nextGaussian(), "b", (double) random.nextInt(3))));
    return event.list().ofMinSize(1).ofMaxSize(60);
  }

  private static Map<String, HourlyAggregate> rowsOf(List<SensorEvent> events, Random random) {
    try (TestPipeline pipeline = new TestPipeline()) {
      for (SensorEvent event : events) {
        pipeline.send(event);
        if (random.nextInt(10) == 0) {
          pipeline.pass(Duration.ofSeconds(5));
        }
      }
      pipeline.pass(Duration.ofSeconds(5));
      return pipeline.rows();
    }
  }

  private static void assertSame(HourlyAggregate a, HourlyAggregate b) {
    assertThat(a.getCount()).isEqualTo(b.getCount());
    assertThat(a.getMin()).isEqualTo(b.getMin());
    assertThat(a.getMax()).isEqualTo(b.getMax());
    assertThat(a.getFirst()).isEqualTo(b.getFirst());
    assertThat(a.getLast()).isEqualTo(b.getLast());
    assertThat(a.getSum()).isCloseTo(b.getSum(), within(1e-12 * (1 + Math.abs(b.getSum()))));
    assertThat(a.getMean()).isCloseTo(b.getMean(), within(1e-12 * (1 + Math.abs(b.getMean()))));
    assertThat(a.getStddev()).isCloseTo(b.getStddev(), within(1e-9 * (1 + b.getStddev())));
  }
}
