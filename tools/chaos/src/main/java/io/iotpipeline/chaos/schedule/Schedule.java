package io.iotpipeline.chaos.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The faults of a run, by begin. The same seed and options give the same schedule on every machine:
 * {@link Random} is specified down to its numbers.
 *
 * <p>Faults of two components may overlap, never more than {@value #MAX_AT_ONCE}, and never two of
 * the same component, by their planned times. A server that needs longer to start than planned can
 * still be away when the next fault of its component comes.
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
    // Random gives similar first numbers for similar seeds; these seeds are 1, 2, 3.
    Random random = new Random(seed * 0x9e3779b97f4a7c15L);
    return new Schedule(new Drawing(random, options).draw());
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
      long endMs = options.length().toMillis() - 1_000;
      long earliest = FIRST_AT_MS;
      while (!options.kinds().isEmpty() || !options.provocations().isEmpty()) {
        Fault fault = next(earliest);
        if (fault.reservedUntilMs() > endMs) {
          return drawn;
        }
        drawn.add(fault);
        earliest = fault.atMs() + between(MIN_GAP_MS, MAX_GAP_MS);
      }
      return drawn;
    }

    private Fault next(long earliest) {
      List<ScheduleOptions.Provocation> provocations = options.provocations();
      if (!provocations.isEmpty() && (options.kinds().isEmpty() || drawn.size() % 2 == 0)) {
        ScheduleOptions.Provocation each = provocations.get(drawn.size() / 2 % provocations.size());
        return fault(each.kind(), each.component(), earliest);
      }
      Component component = pick(soon(earliest));
      return fault(pick(kinds(component)), component, earliest);
    }

    /** The components that can be hit soon; if there are none, the one that can be first. */
    private List<Component> soon(long earliest) {
      List<Component> possible =
          Stream.of(Component.values()).filter(each -> !kinds(each).isEmpty()).toList();
      long first =
          possible.stream().mapToLong(each -> start(each, earliest)).min().orElse(earliest);
      long limit = Math.max(first, earliest + MIN_GAP_MS);
      return possible.stream()
          .filter(each -> start(each, earliest) <= limit)
          // Most kinds of faults are of the streams app, so it is picked twice as often.
          .flatMap(each -> Stream.generate(() -> each).limit(each == Component.STREAMS_APP ? 2 : 1))
          .toList();
    }

    private List<FaultKind> kinds(Component component) {
      return options.kinds().stream()
          .filter(kind -> kind.components().contains(component))
          .sorted()
          .toList();
    }

    private Fault fault(FaultKind kind, Component component, long earliest) {
      int target =
          kind == FaultKind.ROLLING_RESTART ? 0 : 1 + random.nextInt(options.servers(component));
      long duration = between(kind.minSeconds() * 1000, kind.maxSeconds() * 1000);
      int step = kind == FaultKind.CLOCK_STEP ? step() : 0;
      return new Fault(
          drawn.size() + 1, start(component, earliest), kind, component, target, duration, step);
    }

    /** The first time at which the component has rested and not too many faults are active. */
    private long start(Component component, long earliest) {
      long at = earliest;
      for (Fault other : drawn) {
        if (other.component() == component) {
          at = Math.max(at, other.reservedUntilMs() + REST_MS);
        }
      }
      // Later faults begin later, so at this time the most faults are active.
      List<Long> ends =
          drawn.stream().map(Fault::reservedUntilMs).sorted(Comparator.reverseOrder()).toList();
      return ends.size() < MAX_AT_ONCE ? at : Math.max(at, ends.get(MAX_AT_ONCE - 1));
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
  }
}
