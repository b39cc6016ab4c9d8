package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * Opens routes to those who have a token.
 *
 * @param setting that has the token
 * @param expected empty: open to all
 */
record BearerToken(String setting, Optional<Password> expected) {

  static final BearerToken OPEN = new BearerToken("", Optional.empty());

  private static final String SCHEME = "Bearer ";

  /**
   * @param authorization the header; null: none
   */
  boolean accepts(String authorization) {
    if (expected.isEmpty()) {
      return true;
    }
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && isEqual(expected.get().value(), authorization.substring(SCHEME.length()).strip());
  }

  Answer refusal() {
    return Answer.error(401, "no valid token; send Authorization: Bearer TOKEN with " + setting)
        .with("WWW-Authenticate", "Bearer");
  }

  /** Takes equally long for each wrong token. */
  private static boolean isEqual(String expected, String given) {
    return MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
