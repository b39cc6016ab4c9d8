package io.iotpipeline.producer.gateway;

import java.util.function.Consumer;

/** Says once that the gateway takes no events, and once that it does again. Thread-safe. */
final class Outage {

  private final Consumer<String> messages;
  private volatile boolean lasts;

  Outage(Consumer<String> messages) {
    this.messages = messages;
  }

  void attemptFailed(Object cause) {
    if (!lasts) {
      change(true, "the gateway takes no events now, sending again: " + cause);
    }
  }

  void succeeded() {
    if (lasts) {
      change(false, "the gateway takes events again");
    }
  }

  /** One after the other, so that the messages come in their order. */
  private synchronized void change(boolean now, String message) {
    if (lasts != now) {
      messages.accept(message);
      lasts = now;
    }
  }
}
