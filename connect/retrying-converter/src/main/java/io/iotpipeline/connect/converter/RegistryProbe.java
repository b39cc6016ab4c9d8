package io.iotpipeline.connect.converter;

import java.util.Optional;

/** Asks whether the schema registry can be used. */
@FunctionalInterface
interface RegistryProbe extends AutoCloseable {

  /**
   * Why the registry cannot be used now; empty if it can.
   *
   * @throws WaitInterruptedError after an interrupt
   */
  Optional<RegistryError> error();

  /** Nothing is asked afterwards. */
  @Override
  default void close() {}
}
