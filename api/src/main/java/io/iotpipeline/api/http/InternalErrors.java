package io.iotpipeline.api.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers after bugs. They are logged at most once in ten seconds, lest clients fill the disk. */
final class InternalErrors {

  private static final Logger LOG = LoggerFactory.getLogger(InternalErrors.class);
  private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

  private InternalErrors() {}

  static Answer answer(Throwable problem) {
    long now = System.nanoTime();
    long next = NEXT.get();
    if (now - next >= 0 && NEXT.compareAndSet(next, now + INTERVAL_NANOS)) {
      LOG.error("A request has failed", problem);
    }
    return Answer.error(500, "internal error; see the log of the API");
  }
}
