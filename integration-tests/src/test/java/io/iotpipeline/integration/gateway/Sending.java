package io.iotpipeline.integration.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A sender at work. */
record Sending(FleetSender sender, Fleet fleet, Ledger ledger, CompletableFuture<Void> done) {

  static Sending start(FleetSender sender, Fleet fleet, Pace pace, Executor executor) {
    Ledger ledger = new Ledger();
    CompletableFuture<Void> done = new CompletableFuture<>();
    executor.execute(
        () -> {
          try {
            sender.send(fleet, ledger, pace);
            done.complete(null);
          } catch (Throwable e) { // the test's thread has to see it, whatever it is
            done.completeExceptionally(e);
          }
        });
    return new Sending(sender, fleet, ledger, done);
  }

  String name() {
    return sender.name();
  }
}
