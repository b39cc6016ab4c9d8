package io.iotpipeline.gateway.http;

import java.util.Optional;

/** What load balancers and orchestrators ask. */
@FunctionalInterface
public interface Health {

  /** Why no messages should be sent to this instance now; empty if all is well. */
  Optional<String> notReady();
}
