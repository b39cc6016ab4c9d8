package io.iotpipeline.schemas.connection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * Logins and TLS of the connections to the servers of a pipeline, from one file for all parts:
 *
 * <ul>
 *   <li>{@code kafka.*}: settings of Kafka's clients
 *   <li>{@code registry.*}, {@code connect.*}: settings of {@link HttpAccess}
 *   <li>{@code cassandra.*}: settings of the Java driver, with the names of its manual
 *   <li>{@code connector.*}: settings that every connector gets
 *   <li>{@code http.*}: settings of the HTTP server of the streams app, or of the gateway
 *   <li>{@code gateway.*}: settings of {@link HttpAccess}, of whoever sends through a gateway
 * </ul>
 *
 * <p>A value may refer to a secret elsewhere, as in Kafka's own files: {@code ${env:NAME}}, {@code
 * ${file:PATH:KEY}} and {@code ${directory:PATH:FILE}}. Those of connectors are passed on as they
 * are, for the Connect worker to read. {@code ${folder}} in a value is the folder of the file,
 * which can so be given away together with what it refers to.
 */
public final class ConnectionSettings {

  /** No login and no TLS. */
  public static final ConnectionSettings NONE = new ConnectionSettings(Map.of(), null);

  private static final String FOLDER = "${folder}";
  private static final String CONNECTOR = "connector.";
  private static final String HTTP = "http.";

  /** Settings of a client of the gateway. */
  public static final String GATEWAY = "gateway.";

  private static final List<String> SECTIONS =
      List.of("kafka.", "registry.", "connect.", "cassandra.", CONNECTOR, HTTP, GATEWAY);

  /** Keys whose values are secrets, unless they refer to them. */
  private static final Pattern SECRET =
      Pattern.compile(
          "password$|passphrase$|\\.token$|secret$|ssl\\.keystore\\.key$|private\\.key$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SECRET_IN_JAAS =
      Pattern.compile("(password|secret)\\s*=\\s*+\"?+(?!\\$\\{)", Pattern.CASE_INSENSITIVE);

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Map<String, String> settings;
  private final Path file;

  private ConnectionSettings(Map<String, String> settings, Path file) {
    this.settings = settings;
    this.file = file;
  }

  /**
   * Reads a file that has these settings only. Those of the streams app and of the gateway are for
   * their programs and senders alone, and what they refer to is not read.
   *
   * @throws ConfigException if a key is unknown, the file cannot be read, it has secrets and others
   *     may read it, or something that it refers to is missing
   */
  public static ConnectionSettings read(Path file) {
    Map<String, String> settings = readProperties(file);
    requireOwnerOnly(file, settings);
    for (String key : settings.keySet()) {
      if (!isKey(key)) {
        throw new ConfigException(
            "unknown setting %s in %s; expected one that begins with %s"
                .formatted(key, file, String.join(" ", SECTIONS)));
      }
    }
    settings.keySet().removeIf(key -> key.startsWith(HTTP) || key.startsWith(GATEWAY));
    SecretReferences.resolve(settings, key -> key.startsWith(CONNECTOR));
    return new ConnectionSettings(settings, file);
  }

  /**
   * Reads the file of a part that has settings of its own too: it may also be the file for all
   * parts. Of that the part takes {@code kafka.*}, {@code registry.*} and its own sections, and
   * reads nothing that the rest refers to. Others may be able to read it, as files are that an
   * orchestrator mounts.
   *
   * @param kafka how the part names a setting of Kafka's clients
   * @param own the sections that have settings of the part, such as {@code http.}
   * @throws ConfigException if the file, or something that it refers to, cannot be read
   */
  public static Map<String, String> readClient(
      Path file, UnaryOperator<String> kafka, String... own) {
    Map<String, String> settings = readProperties(file);
    Predicate<String> isOwn = key -> Stream.of(own).anyMatch(key::startsWith);
    settings.keySet().removeIf(key -> isKey(key) && !isOfClients(key) && !isOwn.test(key));
    SecretReferences.resolve(settings, key -> key.startsWith(CONNECTOR));
    ConnectionSettings connections = new ConnectionSettings(Map.copyOf(settings), file);
    settings.keySet().removeIf(key -> isKey(key) && !isOwn.test(key));
    connections.kafka().forEach((key, value) -> settings.put(kafka.apply(key), value));
    settings.putAll(connections.registry());
    return settings;
  }

  private static boolean isOfClients(String key) {
    return key.startsWith("kafka.") || key.startsWith("registry.");
  }

  private static boolean isKey(String key) {
    return SECTIONS.stream().anyMatch(key::startsWith);
  }

  private static Map<String, String> readProperties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(file + ": cannot read this file as Java properties: " + e);
    }
    String folder = file.toAbsolutePath().normalize().getParent().toString();
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(
            key -> settings.put(key, properties.getProperty(key).strip().replace(FOLDER, folder)));
    return settings;
  }

  private static void requireOwnerOnly(Path file, Map<String, String> settings) {
    boolean hasSecrets =
        settings.entrySet().stream().anyMatch(each -> hasSecret(each.getKey(), each.getValue()));
    if (hasSecrets && isOpenToOthers(file)) {
      throw new ConfigException(
          "%s has passwords, and others may read it; run: chmod 600 %s".formatted(file, file));
    }
  }

  private static boolean hasSecret(String key, String value) {
    if (key.endsWith("jaas.config")) {
      return SECRET_IN_JAAS.matcher(value).find();
    }
    String own = SecretReferences.without(value);
    return key.endsWith(HttpAccess.USER_INFO)
        ? !own.isEmpty() && !own.endsWith(":")
        : SECRET.matcher(key).find() && !own.isEmpty();
  }

  private static boolean isOpenToOthers(Path file) {
    PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (rights == null) {
      return false; // the file system has no such rights
    }
    try {
      return rights.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot find out who may read this file: " + e);
    }
  }

  /** The same settings with another login to Cassandra; they are of no file. */
  public ConnectionSettings withCassandraLogin(String username, String password) {
    Map<String, String> changed = new TreeMap<>(settings);
    String login = "cassandra.advanced.auth-provider.";
    changed.put(login + "class", "PlainTextAuthProvider");
    changed.put(login + "username", username);
    changed.put(login + "password", password);
    return new ConnectionSettings(changed, null);
  }

  /** The file, which other programs can read; empty if there is none. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Settings of Kafka's clients. */
  public Map<String, String> kafka() {
    return section("kafka.");
  }

  /** Settings of the registry, with the prefix that {@link RegistryAccess} expects. */
  public Map<String, String> registry() {
    Map<String, String> registry = new HashMap<>();
    section("registry.").forEach((key, value) -> registry.put(RegistryAccess.PREFIX + key, value));
    return registry;
  }

  public HttpAccess connect() {
    return HttpAccess.of("connect.", section("connect."));
  }

  /** Settings of the Java driver, without a prefix. */
  public Map<String, String> cassandra() {
    return section("cassandra.");
  }

  /** Settings that every connector gets. */
  public Map<String, String> connectors() {
    return section(CONNECTOR);
  }

  private Map<String, String> section(String prefix) {
    Map<String, String> section = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            section.put(key.substring(prefix.length()), value);
          }
        });
    return section;
  }
}
