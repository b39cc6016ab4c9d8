package io.iotpipeline.connect.converter;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * What a failure of the called converter says about the schema registry. It knows the exceptions of
 * Apicurio's and Confluent's clients by their names and texts, and needs the classes of neither.
 */
final class DelegateFailure {

  /** Of Apicurio's client; those of JAX-RS have the same names. */
  private static final Set<String> REFUSALS =
      Set.of("NotAuthorizedException", "ForbiddenException");

  /** How messages of Confluent's client end: a status, or a status and two digits. */
  private static final Pattern REFUSAL_CODE = Pattern.compile("; error code: 40[13](\\d\\d)?$");

  private DelegateFailure() {}

  /** Why the registry cannot be used, if the failure says so. */
  static Optional<RegistryError> registryError(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isRefusal(cause)) {
        return Optional.of(
            RegistryError.loginRefused(
                "the called converter reports " + cause + ". " + RegistryError.REMEDY));
      }
    }
    return isRetriable(failure)
        ? Optional.of(RegistryError.noAnswer(failure.toString()))
        : Optional.empty();
  }

  private static boolean isRefusal(Throwable cause) {
    String message = cause.getMessage();
    return REFUSALS.contains(cause.getClass().getSimpleName())
        || (message != null && REFUSAL_CODE.matcher(message).find());
  }

  private static boolean isRetriable(RuntimeException failure) {
    return failure instanceof RetriableException
        || failure instanceof org.apache.kafka.common.errors.RetriableException;
  }
}
