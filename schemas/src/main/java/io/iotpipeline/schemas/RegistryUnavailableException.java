package io.iotpipeline.schemas;

/** The registry gave no answer, so nothing can be concluded about a schema: try again. */
public final class RegistryUnavailableException extends RuntimeException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
