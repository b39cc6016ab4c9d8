package io.iotpipeline.connect.converter;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses between attempts, from 0.2 s to 5 s, and logs when an outage begins, when the registry
 * refuses the login in it, and when it ends.
 */
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
  private final Set<RegistryError.Kind> logged = EnumSet.noneOf(RegistryError.Kind.class);
  private Duration pause = FIRST_PAUSE;
  private long begin;
  private boolean begun;
  private boolean interrupted;

  RegistryOutage(String topic, RegistryProbe registry, Sleep sleep) {
    this.topic = topic;
    this.registry = registry;
    this.sleep = sleep;
  }

  /**
   * Returns after the next pause in which the registry can be used.
   *
   * @param error why a conversion failed
   * @throws WaitInterruptedError after an interrupt, which ends the wait when the worker stops
   */
  void await(RegistryError error) {
    begin();
    Optional<RegistryError> current = Optional.of(error);
    while (current.isPresent()) {
      log(current.get());
      pause();
      current = registry.error();
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      begin = System.nanoTime();
      WaitingTasks.add(1);
    }
  }

  private void log(RegistryError error) {
    if (!logged.add(error.kind())) {
      return;
    }
    switch (error.kind()) {
      case NO_ANSWER ->
          LOG.warn(
              "The schema registry does not answer for a record of topic {}; the task keeps its"
                  + " records and retries: {}",
              topic,
              error.text());
      case LOGIN_REFUSED ->
          LOG.warn(
              "The schema registry refuses the login of the worker for a record of topic {}; the"
                  + " task keeps its records and retries: {}",
              topic,
              error.text());
    }
  }

  private void pause() {
    try {
      sleep.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
      throw new WaitInterruptedError(e);
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    if (begun) {
      WaitingTasks.add(-1);
      LOG.info(
          interrupted
              ? "The task stops and keeps its records; it has waited for the schema registry for {} s, topic {}"
              : "The wait for the schema registry ended after {} s, topic {}",
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
          topic);
    }
  }
}
