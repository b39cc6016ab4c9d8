package io.iotpipeline.schemas.connection;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Logins and TLS of the connections to the servers of a pipeline, from one file for all parts:
 *
 * <ul>
 *   <li>{@code kafka.*}: settings of Kafka's clients
 *   <li>{@code registry.*}, {@code connect.*}: settings of {@link HttpAccess}
 *   <li>{@code cassandra.*}: settings of the Java driver, with the names of its manual
 *   <li>{@code connector.*}: settings that every connector gets
 * </ul>
 *
 * <p>A value may refer to a secret elsewhere, as in Kafka's own files: {@code ${env:NAME}}, {@code
 * ${file:PATH:KEY}} and {@code ${directory:PATH:FILE}}. Those of connectors are passed on as they
 * are, for the Connect worker to read.
 */
public final class ConnectionSettings {

  /** No login and no TLS. */
  public static final ConnectionSettings NONE = new ConnectionSettings(Map.of(), null);

  private static final String CONNECTOR = "connector.";
  private static final List<String> SECTIONS =
      List.of("kafka.", "registry.", "connect.", "cassandra.", CONNECTOR);

  /** Keys whose values are secrets, unless they only refer to them. */
  private static final Pattern SECRET =
      Pattern.compile("password|token|secret|user\\.info|jaas|\\.key$", Pattern.CASE_INSENSITIVE);

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
   * Reads a file that has these settings only.
   *
   * @throws ConfigException if a key is unknown, the file cannot be read, it has secrets and others
   *     may read it, or something that it refers to is missing
   */
  public static ConnectionSettings read(Path file) {
    Map<String, String> settings = readProperties(file);
    for (String key : settings.keySet()) {
      if (!isKey(key)) {
        throw new ConfigException(
            "unknown setting %s in %s; expected one that begins with %s"
                .formatted(key, file, String.join(" ", SECTIONS)));
      }
    }
    return new ConnectionSettings(settings, file);
  }

  /**
   * Reads the file of a part that has settings of its own too: it may also be the file for all
   * parts. Of that the part takes {@code kafka.*} and {@code registry.*}.
   *
   * @param kafka how the part names a setting of Kafka's clients
   * @throws ConfigException if the file cannot be read, it has secrets and others may read it, or
   *     something that it refers to is missing
   */
  public static Map<String, String> readClient(Path file, UnaryOperator<String> kafka) {
    Map<String, String> settings = readProperties(file);
    ConnectionSettings connections = new ConnectionSettings(Map.copyOf(settings), file);
    settings.keySet().removeIf(ConnectionSettings::isKey);
    connections.kafka().forEach((key, value) -> settings.put(kafka.apply(key), value));
    settings.putAll(connections.registry());
    return settings;
  }

  private static boolean isKey(String key) {
    return SECTIONS.stream().anyMatch(key::startsWith);
  }

  /**
   * Reads a file of Java properties, and what its values refer to.
   *
   * @throws ConfigException if the file cannot be read, if it has secrets and others may read it,
   *     or if something that it refers to is missing
   */
  private static Map<String, String> readProperties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          file + ": cannot read this file as Java properties: " + e.getMessage());
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
    requireOwnerOnly(file, settings);
    settings.putAll(resolved(settings));
    return settings;
  }

  private static void requireOwnerOnly(Path file, Map<String, String> settings) {
    boolean hasSecrets =
        settings.entrySet().stream()
            .anyMatch(
                each -> SECRET.matcher(each.getKey()).find() && !each.getValue().startsWith("${"));
    if (hasSecrets && isOpenToOthers(file)) {
      throw new ConfigException(
          "%s has passwords, and others may read it; run: chmod 600 %s".formatted(file, file));
    }
  }

  private static boolean isOpenToOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without such permissions
    }
  }

  private static Map<String, String> resolved(Map<String, String> settings) {
    Map<String, String> ours = new HashMap<>(settings);
    ours.keySet().removeIf(key -> key.startsWith(CONNECTOR));
    Map<String, ConfigProvider> providers =
        Map.of(
            "env", new EnvVarConfigProvider(),
            "file", new FileConfigProvider(),
            "directory", new DirectoryConfigProvider());
    providers.values().forEach(provider -> provider.configure(Map.of()));
    Map<String, String> resolved = new ConfigTransformer(providers).transform(ours).data();
    resolved.forEach(
        (key, value) -> {
          if (value.matches(".*\\$\\{(env|file|directory):.*")) {
            throw new ConfigException(key + ": there is no value for " + value);
          }
        });
    return resolved;
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
