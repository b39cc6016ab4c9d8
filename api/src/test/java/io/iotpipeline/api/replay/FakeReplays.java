package io.iotpipeline.api.replay;

import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Replays of which the test decides when they end, and how. Until then each has read 5 of 10
 * records.
 */
public final class FakeReplays implements Replays.Work {

  public static final Map<Decision, Long> COUNTS =
      Map.of(Decision.REPLAY, 3L, Decision.REPLAYED_BEFORE, 2L);

  private final List<ReplayRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile CountDownLatch end = new CountDownLatch(0);
  private volatile RuntimeException failure;

  public Replays replays(Instant now) {
    return new Replays(this, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** The next ones run until {@link #release}. */
  public void hold() {
    end = new CountDownLatch(1);
  }

  public void release() {
    end.countDown();
  }

  public void failWith(RuntimeException next) {
    failure = next;
  }

  /** What was run. */
  public List<ReplayRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void run(ReplayJob job) {
    requests.add(job.request());
    job.start("rejected-events", 10);
    job.advance(5);
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
    job.advance(5);
    job.decided(COUNTS);
    job.processed(1, Map.of("LATE", 1L));
  }
}
