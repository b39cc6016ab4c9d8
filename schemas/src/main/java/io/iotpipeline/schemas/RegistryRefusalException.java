package io.iotpipeline.schemas;

/**
 * The schema registry does not accept the login of the client. Says nothing about the schema: it
 * can be asked again when the login is right.
 */
public final class RegistryRefusalException extends RegistryUnavailableException {

  RegistryRefusalException(String message) {
    super(message, null);
  }
}
