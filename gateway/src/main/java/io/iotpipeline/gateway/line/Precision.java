package io.iotpipeline.gateway.line;

import java.util.Optional;

/** The unit of times in the line protocol. */
public enum Precision {
  NANOSECONDS(1, 1_000_000),
  MICROSECONDS(1, 1_000),
  MILLISECONDS(1, 1),
  SECONDS(1_000, 1),
  MINUTES(60_000, 1),
  HOURS(3_600_000, 1);

  private final long factor;
  private final long divisor;

  Precision(long factor, long divisor) {
    this.factor = factor;
    this.divisor = divisor;
  }

  /** By the parameter of InfluxDB 1. */
  public static Optional<Precision> ofVersion1(String name) {
    return switch (name) {
      case "", "n", "ns" -> Optional.of(NANOSECONDS);
      case "u", "us", "µ" -> Optional.of(MICROSECONDS);
      case "ms" -> Optional.of(MILLISECONDS);
      case "s" -> Optional.of(SECONDS);
      case "m" -> Optional.of(MINUTES);
      case "h" -> Optional.of(HOURS);
      default -> Optional.empty();
    };
  }

  /** By the parameter of InfluxDB 2. */
  public static Optional<Precision> ofVersion2(String name) {
    return switch (name) {
      case "", "ns" -> Optional.of(NANOSECONDS);
      case "us" -> Optional.of(MICROSECONDS);
      case "ms" -> Optional.of(MILLISECONDS);
      case "s" -> Optional.of(SECONDS);
      default -> Optional.empty();
    };
  }

  /**
   * @return milliseconds, rounded down
   * @throws ArithmeticException if that is out of range
   */
  long toMillis(long time) {
    return Math.floorDiv(Math.multiplyExact(time, factor), divisor);
  }
}
