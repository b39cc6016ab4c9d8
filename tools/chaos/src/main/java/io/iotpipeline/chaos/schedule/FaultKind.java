package io.iotpipeline.chaos.schedule;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can happen to a server. The name in options is the constant with dashes: {@code kill}. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are never changed
public enum FaultKind {
  /** SIGKILL; started again after the duration. */
  KILL("killed", 1, 8, EnumSet.allOf(Component.class)),
  /** SIGSTOP, and SIGCONT before any session has timed out. To clients the server is slow. */
  PAUSE("paused", 2, 6, EnumSet.allOf(Component.class)),
  /** SIGSTOP, and SIGCONT after sessions have timed out. The server accepts and never answers. */
  HANG("hung", 12, 25, EnumSet.allOf(Component.class)),
  /** SIGTERM; started again when the process has ended. */
  RESTART("restarted", 0, 0, EnumSet.allOf(Component.class)),
  /** SIGTERM and start of one server after the other, each when the one before is ready. */
  ROLLING_RESTART(
      "restarted one by one", 0, 0, EnumSet.of(Component.CASSANDRA, Component.STREAMS_APP)),
  /** SIGKILL, and the state folder is deleted before the start. */
  DELETE_STATE("killed, its state deleted", 1, 5, EnumSet.of(Component.STREAMS_APP)),
  /** The disk with the state folder fills up while the app runs, and has space again later. */
  FULL_DISK("disk full", 5, 15, EnumSet.of(Component.STREAMS_APP)),
  /** The wall clock of the process jumps, and jumps back after the duration. */
  CLOCK_STEP("clock steps", 5, 15, EnumSet.of(Component.STREAMS_APP));

  private final String text;
  private final int minSeconds;
  private final int maxSeconds;
  private final Set<Component> components;

  FaultKind(String text, int minSeconds, int maxSeconds, Set<Component> components) {
    this.text = text;
    this.minSeconds = minSeconds;
    this.maxSeconds = maxSeconds;
    this.components = components;
  }

  /** In words: the server is …. */
  public String text() {
    return text;
  }

  /** Its name in options. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Set<Component> components() {
    return components;
  }

  int minSeconds() {
    return minSeconds;
  }

  int maxSeconds() {
    return maxSeconds;
  }

  /**
   * Seconds that the fault itself may take at most: a server that is stopped has 20 s for it, and a
   * rolling restart waits for each server. Only the schedule uses it, to keep faults apart.
   */
  int reservedSeconds(int seconds) {
    return switch (this) {
      case RESTART -> 10;
      case ROLLING_RESTART -> 40;
      default -> seconds;
    };
  }
}
