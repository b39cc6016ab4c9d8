package io.iotpipeline.connect.cassandra.config;

import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_WARN_INIT_ERROR;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.PROTOCOL_COMPRESSION;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.RECONNECTION_MAX_DELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_TIMEOUT;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The connector's configuration. Keys and defaults are those of the DataStax connector. A key that
 * neither this connector nor Connect defines is an error, so no setting is silently ignored.
 */
public final class SinkConfig extends AbstractConfig {

  public static final String CONTACT_POINTS = "contactPoints";
  static final String PORT = "port";
  public static final String LOCAL_DC = "loadBalancing.localDc";
  private static final String MAX_CONCURRENT_REQUESTS = "maxConcurrentRequests";
  private static final String MAX_RECORDS_IN_BATCH = "maxNumberOfRecordsInBatch";
  private static final String QUERY_TIMEOUT = "queryExecutionTimeout";
  private static final String POOL_SIZE = "connectionPoolLocalSize";
  private static final String COMPRESSION = "compression";

  /** Number of the task, from 0. The connector adds it to the task's configuration. */
  public static final String TASK = "task.number";

  public static final String WAIT_FOR_CLUSTER = "waitForCluster";

  private final Map<String, List<TableConfig>> tables;

  /**
   * @throws ConfigException stating every invalid key and the reason
   */
  public SinkConfig(Map<String, String> settings) {
    super(definition(settings), requireValid(settings), false);
    tables =
        TableKey.allIn(settings.keySet()).stream()
            .map(key -> TableConfig.of(key, this))
            .collect(Collectors.groupingBy(TableConfig::topic));
  }

  /** Returns the keys that do not depend on a table. */
  public static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    defineCluster(definition);
    SecurityConfig.define(definition);
    defineWrites(definition);
    return definition;
  }

  private static void defineCluster(ConfigDef definition) {
    definition
        .define(
            CONTACT_POINTS,
            ConfigDef.Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.LambdaValidator.with(
                SinkConfig::requireContactPoints, () -> "host names or addresses"),
            HIGH,
            "Host names or addresses of nodes to connect to first, comma-separated.")
        .define(
            PORT,
            ConfigDef.Type.INT,
            9042,
            between(1, 65535),
            HIGH,
            "CQL port of the contact points.")
        .define(
            LOCAL_DC,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            HIGH,
            "Data center whose nodes are written to, as nodetool status shows it.")
        .define(
            POOL_SIZE,
            ConfigDef.Type.INT,
            4,
            atLeast(1),
            LOW,
            "Connections of a worker to each node of the data center.")
        .define(
            COMPRESSION,
            ConfigDef.Type.STRING,
            "None",
            ConfigDef.CaseInsensitiveValidString.in("None", "LZ4", "Snappy"),
            LOW,
            "Compression of requests and responses.")
        .define(
            WAIT_FOR_CLUSTER,
            ConfigDef.Type.BOOLEAN,
            false,
            LOW,
            "Whether the connector can be created or changed while no contact point answers.");
  }

  private static void defineWrites(ConfigDef definition) {
    definition
        .define(
            MAX_CONCURRENT_REQUESTS,
            ConfigDef.Type.INT,
            500,
            atLeast(1),
            MEDIUM,
            "Maximum number of requests in flight per task.")
        .define(
            MAX_RECORDS_IN_BATCH,
            ConfigDef.Type.INT,
            32,
            between(1, 65535),
            MEDIUM,
            "Maximum number of rows per request.")
        .define(
            QUERY_TIMEOUT,
            ConfigDef.Type.INT,
            30,
            atLeast(1),
            MEDIUM,
            "Timeout of a request, in seconds. A request that times out is sent again.");
  }

  /** Returns every defined or configured key with its errors. */
  public static Map<String, ConfigValue> validate(Map<String, String> settings) {
    Map<String, ConfigValue> values = new TreeMap<>(definition(settings).validateAll(settings));
    new ConfigKeyValidator(settings)
        .errors()
        .forEach(
            (key, error) ->
                values
                    .computeIfAbsent(key, absent -> new ConfigValue(absent))
                    .addErrorMessage(error));
    return values;
  }

  private static ConfigDef definition(Map<String, String> settings) {
    ConfigDef definition = definition();
    Set<TableKey> tables = TableKey.allIn(settings.keySet());
    tables.forEach(key -> TableConfig.define(key, definition));
    Set<String> topics = TextFormats.topicsIn(settings.keySet());
    tables.forEach(key -> topics.add(key.topic()));
    topics.forEach(topic -> TextFormats.define(topic, definition));
    return definition;
  }

  private static Map<String, String> requireValid(Map<String, String> settings) {
    String errors =
        validate(settings).values().stream()
            .flatMap(value -> value.errorMessages().stream())
            .collect(Collectors.joining("\n"));
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return settings;
  }

  private static void requireContactPoints(String key, Object value) {
    if (value instanceof List<?> hosts && (hosts.isEmpty() || hosts.contains(""))) {
      throw new ConfigException(key, value, "name at least one host, for example host1,host2");
    }
  }

  /** Resolves the host names at each call, because their addresses may have changed. */
  public List<InetSocketAddress> contactPoints() {
    int port = getInt(PORT);
    return getList(CONTACT_POINTS).stream()
        .map(host -> new InetSocketAddress(host.strip(), port))
        .toList();
  }

  public String localDc() {
    return getString(LOCAL_DC);
  }

  public int maxConcurrentRequests() {
    return getInt(MAX_CONCURRENT_REQUESTS);
  }

  public int maxRecordsInBatch() {
    return getInt(MAX_RECORDS_IN_BATCH);
  }

  /** Returns whether the configuration is valid while the cluster does not answer. */
  public boolean waitsForCluster() {
    return getBoolean(WAIT_FOR_CLUSTER);
  }

  /** Returns a key that is equal for configurations that one driver session can serve. */
  public Object sessionKey() {
    return List.of(getList(CONTACT_POINTS), getInt(PORT), localDc(), driverSettings().text());
  }

  public DriverSettings driverSettings() {
    DriverSettings settings = new DriverSettings();
    settings.put(REQUEST_TIMEOUT, Duration.ofSeconds(getInt(QUERY_TIMEOUT)));
    settings.put(CONNECTION_POOL_LOCAL_SIZE, getInt(POOL_SIZE));
    // RetryBackoff waits at most 10 s between attempts; the driver must reconnect as often.
    settings.put(RECONNECTION_MAX_DELAY, Duration.ofSeconds(10));
    settings.put(CONNECTION_WARN_INIT_ERROR, false); // NodeStateLogger logs it
    // No request is in flight when a session closes, so skip the quiet period of two seconds.
    settings.put(NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0);
    settings.put(NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
    settings.put(PROTOCOL_COMPRESSION, getString(COMPRESSION).toLowerCase(Locale.ROOT));
    SecurityConfig.put(this, settings);
    originalsWithPrefix(DriverSettings.PREFIX, false)
        .forEach((key, value) -> settings.putRaw(key, value.toString()));
    return settings;
  }

  /** Returns the tables that each topic is written to, by topic. */
  public Map<String, List<TableConfig>> tables() {
    return tables;
  }
}
