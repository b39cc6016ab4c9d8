package io.iotpipeline.integration.gateway;

/** A program that sends the readings of a fleet, and sends again what is not acknowledged. */
interface FleetSender {

  String name();

  /** Returns when all is acknowledged, if the program waits for that. */
  void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception;
}
