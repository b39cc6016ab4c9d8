package io.iotpipeline.api.http;

import java.util.List;

/** What the API waits for before it can answer. */
@FunctionalInterface
public interface Health {

  /** Empty if it is ready; each is a sentence. */
  List<String> waitingFor();
}
