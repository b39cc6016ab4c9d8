package io.iotpipeline.streamsapp.register;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether events arrive at this instance at all, and in each of its partitions. If none of many
 * sensors is heard, it is not the sensors that are silent, but what is before Kafka, or Kafka
 * itself; if none of many sensors of a partition, then it is the partition. Thread-safe: the tasks
 * of all threads report to it, one for each partition.
 */
public final class Inflow {

  private static final Logger LOG = LoggerFactory.getLogger(Inflow.class);

  /**
   * What the task of a partition last saw of its sensors, in numbers of sensors.
   *
   * @param active heard, and not silent
   * @param expected those of the active ones that were not overdue when the newest event arrived at
   *     this instance
   * @param expectedInPartition those that were not overdue when the newest event arrived in the
   *     partition
   */
  public record Fleet(
      long active, long silent, long neverHeard, long expected, long expectedInPartition) {
    public static final Fleet EMPTY = new Fleet(0, 0, 0, 0, 0);
  }

  private static final class Partition {
    private final Arrivals arrivals = new Arrivals();
    private Fleet fleet = Fleet.EMPTY;

    /** Whether it was logged that its events have stopped. */
    private boolean logged;
  }

  private final Map<Integer, Partition> partitions = new HashMap<>();
  private final Arrivals all = new Arrivals();

  /**
   * Reports what the task of a partition saw.
   *
   * @param heard when the newest event of the partition arrived, ms since 1970-01-01T00:00:00Z
   * @param now the same clock
   */
  public synchronized void report(int number, Fleet fleet, long heard, long now) {
    Partition partition = partitions.computeIfAbsent(number, none -> new Partition());
    partition.fleet = fleet;
    judgeAll(heard, now);
    partition.arrivals.heard(heard);
    // Its sensors may send so rarely that what is usual is not known for hours.
    partition.arrivals.judge(fleet.expectedInPartition(), now, heard == Registration.NEVER);
    log(number, partition);
  }

  private void judgeAll(long heard, long now) {
    boolean was = all.isStopped();
    long expected = sum(Fleet::expected);
    all.heard(heard);
    all.judge(expected, now, true);
    if (was && !all.isStopped()) {
      LOG.info("Events arrive again");
    } else if (!was && all.isStopped()) {
      LOG.warn(
          "No event arrives, though {} sensors were active: until events arrive again, no sensor"
              + " counts as silent",
          expected);
    }
  }

  private void log(int number, Partition partition) {
    Arrivals arrivals = partition.arrivals;
    boolean logged = partition.logged;
    if (!logged && arrivals.isStopped() && !all.isStopped() && arrivals.isUsualKnown()) {
      LOG.warn(
          "No event arrives in partition {}, though {} of its sensors were active: until events"
              + " arrive there again, none of its sensors counts as silent",
          number,
          partition.fleet.expectedInPartition());
      partition.logged = true;
    } else if (logged && !arrivals.isStopped()) {
      LOG.info("Events arrive again in partition {}", number);
      partition.logged = false;
    }
  }

  /** Forgets a partition that this instance does not have any more. */
  public synchronized void forget(int number) {
    partitions.remove(number);
  }

  private long sum(ToLongFunction<Fleet> count) {
    return partitions.values().stream().mapToLong(each -> count.applyAsLong(each.fleet)).sum();
  }

  /** When the newest event of all partitions arrived, or {@link Registration#NEVER}. */
  public synchronized long lastHeard() {
    return all.lastHeard();
  }

  /**
   * Whether none arrives at all, or none in a partition; after a start a partition counts only when
   * it is known what is usual for it.
   */
  public synchronized boolean isStopped() {
    return all.isStopped() || partitions.values().stream().anyMatch(each -> each.logged);
  }

  /** Whether none arrives at all, or in the partition. */
  public synchronized boolean isStoppedIn(int number) {
    return all.isStopped() || partitions.get(number).arrivals.isStopped();
  }

  /**
   * When events arrived again after none had, at all or in the partition, or {@link
   * Registration#NEVER}.
   */
  public synchronized long resumedAt(int number) {
    return Math.max(all.resumedAt(), partitions.get(number).arrivals.resumedAt());
  }

  /** The sensors of all partitions. */
  public synchronized Fleet fleet() {
    return new Fleet(
        sum(Fleet::active),
        sum(Fleet::silent),
        sum(Fleet::neverHeard),
        sum(Fleet::expected),
        sum(Fleet::expectedInPartition));
  }
}
