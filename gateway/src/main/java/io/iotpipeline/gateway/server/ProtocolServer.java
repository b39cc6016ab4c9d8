package io.iotpipeline.gateway.server;

import io.vertx.core.Future;

/** A server, or a client of another broker, that takes messages of devices. */
public interface ProtocolServer {

  /** Completes when messages can come. */
  Future<Void> start();

  /**
   * Takes no new connections and no new messages; what was taken before is still answered. Health
   * checks still work.
   */
  Future<Void> stopTaking();

  /** Closes all connections. Nothing is in work any more, or has waited long enough. */
  Future<Void> close();
}
