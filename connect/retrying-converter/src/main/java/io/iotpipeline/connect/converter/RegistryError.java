package io.iotpipeline.connect.converter;

/**
 * Why the schema registry cannot be used now. It says nothing about the record.
 *
 * @param text for people; contains no login
 */
record RegistryError(Kind kind, String text) {

  /** What to do about a refused login. */
  static final String REMEDY =
      "If the registry is right, correct the login in the configuration of the worker"
          + " (registry.probe.authorization, and that of the called converter) and restart the"
          + " worker";

  enum Kind {
    /** It cannot be reached, or cannot work. */
    NO_ANSWER,
    /** It works, but not for this worker. */
    LOGIN_REFUSED
  }

  static RegistryError noAnswer(String text) {
    return new RegistryError(Kind.NO_ANSWER, text);
  }

  static RegistryError loginRefused(String text) {
    return new RegistryError(Kind.LOGIN_REFUSED, text);
  }
}
