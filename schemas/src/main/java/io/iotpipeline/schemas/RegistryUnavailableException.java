package io.iotpipeline.schemas;

/** The schema registry gave no valid response. Says nothing about the schema: retry later. */
public class RegistryUnavailableException extends RuntimeException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
