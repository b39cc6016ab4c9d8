package io.iotpipeline.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The senders of a file. Each line is {@code NAME SHA-256 PREFIX[,PREFIX...]}; blank lines and
 * lines that begin with # are comments. A new file is used without a restart; one that has an error
 * is reported once, and the old senders stay.
 */
public final class SendersFile implements Senders {

  private static final Logger LOG = LoggerFactory.getLogger(SendersFile.class);
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[\\w.@-]{1,64}");

  private final Path file;
  private byte[] seen;
  private volatile Map<String, Sender> byHash;

  /**
   * @throws ConfigException if the file cannot be read or has an error; names the line
   */
  public SendersFile(Path file) {
    this.file = file;
    this.seen = content();
    this.byHash = parse(seen);
  }

  @Override
  public Optional<Sender> login(String token) {
    // The time of the look-up depends on the hash, which reveals nothing about the token.
    return token == null ? Optional.empty() : Optional.ofNullable(byHash.get(Tokens.hash(token)));
  }

  /** Looks for a new file; called every few seconds. Reads the file, so not for event loops. */
  public synchronized void reload() {
    try {
      byte[] now = content();
      if (!Arrays.equals(now, seen)) {
        seen = now; // also if it is broken, to report it once
        byHash = parse(now);
        LOG.info("{} senders in {}", byHash.size(), file);
      }
    } catch (ConfigException e) {
      LOG.warn("The new senders are not used, the old ones stay in use: {}", e.getMessage());
    }
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException("senders=%s: cannot read this file: %s".formatted(file, e));
    }
  }

  private Map<String, Sender> parse(byte[] content) {
    Map<String, Sender> senders = new HashMap<>();
    Set<String> names = new HashSet<>();
    List<String> lines = new String(content, UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] parts = SPACES.split(line, -1);
      if (parts.length != 3) {
        throw problem(i, "expected NAME SHA-256 PREFIX[,PREFIX...]");
      }
      String hash = parts[1].toLowerCase(Locale.ROOT);
      if (!NAME.matcher(parts[0]).matches()) {
        throw problem(i, "a name is 1 to 64 letters, digits and ._@-");
      }
      if (!SHA_256.matcher(hash).matches()) {
        throw problem(i, "the second word is not a SHA-256 of 64 hexadecimal digits");
      }
      Sender sender = new Sender(parts[0], List.of(parts[2].split(",", -1)));
      if (sender.prefixes().contains("")) {
        throw problem(i, "a prefix is empty; write * for all sensors");
      }
      if (!names.add(sender.name()) || senders.put(hash, sender) != null) {
        throw problem(i, "the name or the token is there twice");
      }
    }
    return Map.copyOf(senders);
  }

  /** Without the line itself: it may have a token in place of its hash. */
  private ConfigException problem(int index, String problem) {
    return new ConfigException(
        "senders=%s, line %d: %s; `gateway token` makes a line"
            .formatted(file, index + 1, problem));
  }
}
