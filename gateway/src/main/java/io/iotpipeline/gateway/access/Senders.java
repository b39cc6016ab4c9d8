package io.iotpipeline.gateway.access;

import java.util.Optional;

/** The senders that may log in. Thread-safe. */
public interface Senders {

  /** No login: whoever reaches the gateway may send for all sensors. */
  Senders ANYBODY = token -> Optional.of(Sender.ANYBODY);

  /**
   * @param token null if the client gives none
   * @return empty if there is no sender with that token
   */
  Optional<Sender> login(String token);
}
