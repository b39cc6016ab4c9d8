package io.iotpipeline.producer.gateway;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once that the gateway takes no events, and once that it does again. Thread-safe. */
final class Outage {

  private final Consumer<String> messages;
  private final AtomicBoolean lasts = new AtomicBoolean();

  Outage(Consumer<String> messages) {
    this.messages = messages;
  }

  void attemptFailed(Object cause) {
    if (!lasts.get() && lasts.compareAndSet(false, true)) {
      messages.accept("the gateway takes no events now, sending again: " + cause);
    }
  }

  void succeeded() {
    if (lasts.get() && lasts.compareAndSet(true, false)) {
      messages.accept("the gateway takes events again");
    }
  }
}
