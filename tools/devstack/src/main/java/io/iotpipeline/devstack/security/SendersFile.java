package io.iotpipeline.devstack.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway's file of the senders, which it reads again when it changes. */
final class SendersFile {

  private static final String HEADER =
      "# Its first line is written again at each start. Add lines for other senders below.";

  private SendersFile() {}

  /**
   * Writes one sender, which may send for all sensors; lines of other senders stay. The file has
   * only a hash of its token.
   */
  static void write(Credentials gateway, Identity sender, Credentials ofSender) {
    String hash = sha256(ofSender.secret(Secret.GATEWAY));
    String own = sender.id() + " ";
    Stream<String> others =
        Files.exists(gateway.senders())
            ? new String(OwnerFiles.read(gateway.senders()), UTF_8)
                .lines()
                .filter(line -> !line.startsWith(own) && !line.equals(HEADER))
            : Stream.empty();
    OwnerFiles.write(
        gateway.senders(),
        Stream.concat(Stream.of(HEADER, own + hash + " *"), others)
            .map(line -> line + '\n')
            .collect(Collectors.joining()));
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
