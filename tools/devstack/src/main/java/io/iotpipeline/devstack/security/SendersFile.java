package io.iotpipeline.devstack.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The gateway's file of the senders, which it reads again when it changes. */
final class SendersFile {

  private SendersFile() {}

  /** Writes one sender, which may send for all sensors. The file has only a hash of its token. */
  static void write(Credentials gateway, Identity sender, Credentials ofSender) {
    String hash = sha256(ofSender.secret(Secret.GATEWAY));
    OwnerFiles.write(
        gateway.senders(),
        "# Written by ./pipeline up --secure\n%s %s *\n".formatted(sender.id(), hash));
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
