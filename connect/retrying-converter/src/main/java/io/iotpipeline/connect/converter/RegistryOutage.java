package io.iotpipeline.connect.converter;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses between attempts, from 0.2 s to 5 s, and logs when an outage begins and when it ends. */
final class RegistryOutage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryOutage.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Lets time pass; tests have their own. */
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final String topic;
  private final RegistryProbe registry;
  private final Sleep sleep;
  private Duration pause = FIRST_PAUSE;
  private long begin;
  private boolean begun;

  RegistryOutage(String topic, RegistryProbe registry, Sleep sleep) {
    this.topic = topic;
    this.registry = registry;
    this.sleep = sleep;
  }

  /**
   * Returns after the next pause in which the registry answers.
   *
   * @param error why a conversion failed
   * @throws ConnectException after an interrupt, which ends the wait when the worker stops
   */
  void await(String error) {
    if (!begun) {
      begin(error);
    }
    Optional<String> stillMissing;
    do {
      pause();
      stillMissing = registry.error();
    } while (stillMissing.isPresent());
  }

  private void begin(String error) {
    begun = true;
    begin = System.nanoTime();
    WaitingTasks.add(1);
    LOG.warn(
        "The schema registry does not answer for a record of topic {}; the task keeps its records"
            + " and retries: {}",
        topic,
        error);
  }

  private void pause() {
    try {
      sleep.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while waiting for the schema registry", e);
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    if (begun) {
      WaitingTasks.add(-1);
      LOG.info(
          "The wait for the schema registry ended after {} s, topic {}",
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
          topic);
    }
  }
}
