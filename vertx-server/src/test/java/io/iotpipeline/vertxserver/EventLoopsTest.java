package io.iotpipeline.vertxserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

  @Test
  void an_address_in_use_ends_the_start_with_the_setting_and_the_remedy() {
    Future<Void> failed = Future.failedFuture(new BindException("Address already in use"));

    assertThatThrownBy(() -> EventLoops.awaitListening(failed, "http.listen=127.0.0.1:80"))
        .isInstanceOf(StartupException.class)
        .hasMessage(
            "cannot listen at http.listen=127.0.0.1:80: Address already in use; set another"
                + " address, or stop what listens there");
  }

  @Test
  void draining_ends_when_nothing_is_in_work() {
    AtomicInteger inWork = new AtomicInteger(4);

    EventLoops.drain(inWork::decrementAndGet, Duration.ofMinutes(1));

    assertThat(inWork).hasValue(0);
  }

  @Test
  void draining_ends_when_the_time_is_up() {
    long start = System.nanoTime();

    EventLoops.drain(() -> 1, Duration.ofMillis(50));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(30));
  }
}
