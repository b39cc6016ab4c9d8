package io.iotpipeline.connect.converter;

import java.util.Optional;

/** Asks whether the schema registry answers. */
@FunctionalInterface
interface RegistryProbe {

  /** Why the registry does not answer, in words for people; empty if it answers. */
  Optional<String> error();
}
