package io.iotpipeline.chaos.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.chaos.schedule.ScheduleOptions.Provocation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static ScheduleOptions options(int minutes, int nodes, int apps, Set<FaultKind> kinds) {
    return new ScheduleOptions(Duration.ofMinutes(minutes), kinds, nodes, apps, List.of());
  }

  private static ScheduleOptions all(int minutes) {
    return options(minutes, 3, 2, EnumSet.allOf(FaultKind.class));
  }

  @Property(tries = 200)
  void the_same_seed_and_options_give_the_same_schedule(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int minutes) {
    assertThat(Schedule.of(seed, all(minutes))).isEqualTo(Schedule.of(seed, all(minutes)));
  }

  /** A change of the generator changes what a seed in a report means: then say so in CHANGELOG. */
  @Test
  void the_schedule_of_a_seed_stays_the_same() {
    assertThat(Schedule.of(1, all(1)).faults().stream().map(Fault::text))
        .containsExactly(
            "streams-app-2 killed for 1.2 s",
            "connect restarted",
            "streams-app-1 killed for 6.6 s",
            "cassandra-3 restarted",
            "kafka hung for 13.7 s");
  }

  @Property(tries = 200)
  void each_fault_ends_before_the_load_does(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int minutes) {
    assertThat(Schedule.of(seed, all(minutes)).faults())
        .allSatisfy(fault -> assertThat(fault.reservedUntilMs()).isLessThan(minutes * 60_000L));
  }

  @Property(tries = 200)
  void at_most_two_faults_are_active_and_never_two_of_one_component(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int nodes,
      @ForAll @IntRange(min = 1, max = 12) int apps) {
    List<Fault> faults =
        Schedule.of(seed, options(5, nodes, apps, EnumSet.allOf(FaultKind.class))).faults();

    for (Fault fault : faults) {
      List<Fault> active =
          faults.stream()
              .filter(other -> other.atMs() <= fault.atMs())
              .filter(other -> other.reservedUntilMs() > fault.atMs())
              .toList();
      assertThat(active).hasSizeBetween(1, 2);
      assertThat(active).extracting(Fault::component).doesNotHaveDuplicates();
    }
  }

  @Property(tries = 200)
  void each_target_exists_and_each_kind_fits_its_component(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int nodes,
      @ForAll @IntRange(min = 1, max = 12) int apps) {
    ScheduleOptions options = options(5, nodes, apps, EnumSet.allOf(FaultKind.class));

    assertThat(Schedule.of(seed, options).faults())
        .isNotEmpty()
        .allSatisfy(
            fault -> {
              assertThat(fault.kind().components()).contains(fault.component());
              assertThat(fault.target()).isBetween(0, options.servers(fault.component()));
              assertThat(fault.stepSeconds() != 0).isEqualTo(fault.kind() == FaultKind.CLOCK_STEP);
            });
  }

  @Property(tries = 200)
  void only_enabled_kinds_occur(@ForAll long seed, @ForAll Set<FaultKind> kinds) {
    assertThat(Schedule.of(seed, options(5, 3, 2, kinds)).faults())
        .extracting(Fault::kind)
        .allMatch(kinds::contains);
  }

  @Test
  void over_some_seeds_every_kind_happens_to_every_component_that_it_can_happen_to() {
    Set<String> seen =
        LongStream.rangeClosed(1, 20)
            .boxed()
            .flatMap(seed -> Schedule.of(seed, all(3)).faults().stream())
            .map(fault -> fault.kind() + " " + fault.component())
            .collect(Collectors.toSet());

    for (FaultKind kind : FaultKind.values()) {
      for (Component component : kind.components()) {
        assertThat(seen).contains(kind + " " + component);
      }
    }
  }

  @Test
  void every_server_is_hit_over_some_seeds() {
    assertThat(
            LongStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(seed -> Schedule.of(seed, all(3)).faults().stream())
                .map(Fault::targetName))
        .contains(
            "kafka",
            "registry",
            "connect",
            "cassandra",
            "cassandra-2",
            "cassandra-3",
            "streams-app-1",
            "streams-app-2");
  }

  @Property(tries = 200)
  void a_provocation_is_the_first_fault_and_occurs_again(@ForAll long seed) {
    Provocation provocation = new Provocation(FaultKind.KILL, Component.CONNECT);
    ScheduleOptions options =
        new ScheduleOptions(
            Duration.ofMinutes(2), EnumSet.allOf(FaultKind.class), 1, 2, List.of(provocation));

    List<Fault> faults = Schedule.of(seed, options).faults();

    assertThat(faults.get(0).kind()).isEqualTo(FaultKind.KILL);
    assertThat(faults.get(0).component()).isEqualTo(Component.CONNECT);
    assertThat(faults)
        .filteredOn(each -> each.kind() == FaultKind.KILL && each.component() == Component.CONNECT)
        .hasSizeGreaterThan(1);
  }

  @Test
  void no_kinds_give_no_faults() {
    assertThat(Schedule.of(1, options(60, 3, 2, Set.of())).faults()).isEmpty();
  }
}
