package io.iotpipeline.devstack.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Passwords that nobody can guess. */
public final class Passwords {

  /** 192 bits, as 32 characters. */
  private static final int BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Letters, digits, hyphens and underscores. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
