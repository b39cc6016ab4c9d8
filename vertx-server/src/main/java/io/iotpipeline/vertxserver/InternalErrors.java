package io.iotpipeline.vertxserver;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs bugs that a request has met: at most one in ten seconds, so that clients cannot fill the
 * disk.
 */
public final class InternalErrors {

  private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private InternalErrors() {}

  public static void log(Throwable problem) {
    long now = System.nanoTime();
    long next = NEXT.get();
    if (now - next >= 0 && NEXT.compareAndSet(next, now + INTERVAL_NANOS)) {
      LOG.error("A request has failed", problem);
    }
  }
}
