package io.iotpipeline.chaos.load;

/**
 * What became of the hostile records of one kind.
 *
 * @param sent all that were given to the client
 * @param acknowledged the broker has them
 * @param refused the broker or the client does not take them, for example because of their size
 * @param unknown the broker may have them: no answer in time
 * @param uncommitted sent in a transaction that nobody commits
 */
public record HostileCounts(
    long sent, long acknowledged, long refused, long unknown, long uncommitted) {

  public static final HostileCounts NONE = new HostileCounts(0, 0, 0, 0, 0);

  public HostileCounts plus(HostileCounts other) {
    return new HostileCounts(
        sent + other.sent,
        acknowledged + other.acknowledged,
        refused + other.refused,
        unknown + other.unknown,
        uncommitted + other.uncommitted);
  }
}
