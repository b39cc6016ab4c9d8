package io.iotpipeline.streamsapp.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** What a client must send in {@code Authorization: Bearer TOKEN}; never printed. */
public final class BearerToken {

  /** No token is required. */
  public static final BearerToken NONE = new BearerToken(null);

  private static final String SCHEME = "Bearer ";

  private final String token;

  private BearerToken(String token) {
    this.token = token;
  }

  /**
   * @param setting where the user has set the token, for messages
   * @param token null: {@link #NONE}
   * @throws ConfigException if the token is blank, or cannot be sent in a header
   */
  public static BearerToken of(String setting, Password token) {
    if (token == null) {
      return NONE;
    }
    if (token.value().isBlank()) {
      throw new ConfigException(
          setting + " is blank: give a token, or remove the setting if none is required");
    }
    if (!token.value().chars().allMatch(character -> character > ' ' && character < 0x7F)) {
      throw new ConfigException(
          setting + " has a space, a line break or a character that is not ASCII");
    }
    if (token.value().contains("${")) {
      throw new ConfigException(
          setting
              + " is a reference that was not replaced; only a file can refer to ${env:NAME}, ${file:PATH:KEY} and ${directory:PATH:FILE}");
    }
    return new BearerToken(token.value());
  }

  /**
   * Whether a request with this header may pass. Takes equally long for each wrong token.
   *
   * @param authorization the value of the header; null if the request has none
   */
  public boolean accepts(String authorization) {
    if (token == null) {
      return true;
    }
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String given = authorization.substring(SCHEME.length()).strip();
    return MessageDigest.isEqual(token.getBytes(US_ASCII), given.getBytes(UTF_8));
  }

  /** The value of the header Authorization for a request; empty if no token is required. */
  public Optional<String> authorization() {
    return Optional.ofNullable(token).map(value -> SCHEME + value);
  }

  @Override
  public String toString() {
    return token == null ? "none" : Password.HIDDEN;
  }
}
