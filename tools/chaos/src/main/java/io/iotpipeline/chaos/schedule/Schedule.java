package io.iotpipeline.chaos.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The faults of a run, by begin. The same seed and options give the same schedule on every machine:
 * {@link Random} is specified down to its numbers.
 *
 * <p>Faults of two components may overlap, never more than {@value #MAX_AT_ONCE}, and never two of
 * the same component. So at most one Cassandra node and one instance of the streams app is away at
 * any time, unless there is only one.
 *
 * @param faults each ends before the load does
 */
public record Schedule(List<Fault> faults) {

  static final int MAX_AT_ONCE = 2;

  private static final int FIRST_AT_MS = 5_000;
  private static final int MIN_GAP_MS = 4_000;
  private static final int MAX_GAP_MS = 12_000;

  /** Time for a component to recover before the next fault hits it. */
  private static final int REST_MS = 15_000;

  private static final int MAX_STEP_SECONDS = 45;

  public Schedule {
    faults = List.copyOf(faults);
  }

  public static Schedule of(long seed, ScheduleOptions options) {
    return new Schedule(new Drawing(new Random(seed), options).draw());
  }

  private static final class Drawing {

    private final Random random;
    private final ScheduleOptions options;
    private final List<Fault> drawn = new ArrayList<>();

    Drawing(Random random, ScheduleOptions options) {
      this.random = random;
      this.options = options;
    }

    List<Fault> draw() {
      List<FaultKind> kinds = options.kinds().stream().sorted().toList();
      if (kinds.isEmpty() && options.provocations().isEmpty()) {
        return drawn;
      }
      long endMs = options.length().toMillis() - 1_000;
      long earliest = FIRST_AT_MS;
      while (true) {
        Fault fault = next(kinds, earliest);
        if (fault.reservedUntilMs() > endMs) {
          return drawn;
        }
        drawn.add(fault);
        earliest = fault.atMs() + between(MIN_GAP_MS, MAX_GAP_MS);
      }
    }

    private Fault next(List<FaultKind> kinds, long earliest) {
      List<ScheduleOptions.Provocation> provocations = options.provocations();
      boolean provoke = !provocations.isEmpty() && (kinds.isEmpty() || drawn.size() % 2 == 0);
      if (provoke) {
        ScheduleOptions.Provocation each = provocations.get(drawn.size() / 2 % provocations.size());
        return fault(each.kind(), each.component(), earliest);
      }
      FaultKind kind = pick(kinds);
      return fault(kind, pick(sorted(kind.components())), earliest);
    }

    private Fault fault(FaultKind kind, Component component, long earliest) {
      int target =
          kind == FaultKind.ROLLING_RESTART ? 0 : 1 + random.nextInt(options.servers(component));
      long duration = between(kind.minSeconds() * 1000, kind.maxSeconds() * 1000);
      int step = kind == FaultKind.CLOCK_STEP ? step() : 0;
      int number = drawn.size() + 1;
      Fault fault = new Fault(number, earliest, kind, component, target, duration, step);
      return new Fault(number, start(fault), kind, component, target, duration, step);
    }

    /** The earliest time at which it may begin. */
    private long start(Fault fault) {
      long at = fault.atMs();
      for (Fault other : drawn) {
        if (other.component() == fault.component()) {
          at = Math.max(at, other.reservedUntilMs() + REST_MS);
        }
      }
      // Later faults begin later, so at this time the most faults are active.
      List<Long> ends =
          drawn.stream().map(Fault::reservedUntilMs).sorted((a, b) -> Long.compare(b, a)).toList();
      if (ends.size() >= MAX_AT_ONCE) {
        at = Math.max(at, ends.get(MAX_AT_ONCE - 1));
      }
      return at;
    }

    private int step() {
      int size = 1 + random.nextInt(MAX_STEP_SECONDS);
      return random.nextBoolean() ? size : -size;
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private int between(int low, int high) {
      return low + random.nextInt(high - low + 1);
    }

    private static List<Component> sorted(Set<Component> components) {
      return components.stream().sorted().toList();
    }
  }
}
