package io.iotpipeline.integration.stack;

import io.iotpipeline.admin.verify.Verification;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a test added to a pipeline that other tests use too: the difference of two verifications.
 */
public record Change(Verification before, Verification after) {

  /**
   * Records or rows added.
   *
   * @param what one of the counts of a verification, for example {@code sensor_events rows}
   */
  public long of(String what) {
    return after.counts().get(what) - before.counts().get(what);
  }

  /** Rejected records added, by reason; reasons without any are left out. */
  public Map<String, Long> rejections() {
    Map<String, Long> added = new TreeMap<>();
    after
        .rejectedByReason()
        .forEach(
            (reason, count) -> {
              long change = count - before.rejectedByReason().getOrDefault(reason, 0L);
              if (change != 0) {
                added.put(reason, change);
              }
            });
    return added;
  }
}
