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
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * The connector's configuration: keys and defaults are the DataStax connector's. A key that is
 * neither known here nor Connect's own is an error, so that no setting is ever silently without
 * effect.
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

  /** Which task it is, added by the connector. */
  public static final String TASK = "task.number";

  public static final String WAIT_FOR_CLUSTER = "waitForCluster";

  private final Map<String, List<TableConfig>> tables;

  /**
   * @throws ConfigException naming every key that is wrong, and why
   */
  public SinkConfig(Map<String, String> settings) {
    super(definition(settings), throwingOnErrors(settings), false);
    tables =
        TableKey.allIn(settings.keySet()).stream()
            .map(key -> TableConfig.of(key, this))
            .collect(Collectors.groupingBy(TableConfig::topic));
  }

  /** The keys that every configuration can have. */
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
            "Hosts of the cluster to ask first for the others: names or addresses, by commas.")
        .define(
            PORT,
            ConfigDef.Type.INT,
            9042,
            between(1, 65535),
            HIGH,
            "Port of the contact points for CQL clients.")
        .define(
            LOCAL_DC,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            HIGH,
            "Name of the data center whose nodes are written to, as nodetool status shows it.")
        .define(
            POOL_SIZE,
            ConfigDef.Type.INT,
            4,
            atLeast(1),
            LOW,
            "Connections of one task to each node of the data center.")
        .define(
            COMPRESSION,
            ConfigDef.Type.STRING,
            "None",
            ConfigDef.CaseInsensitiveValidString.in("None", "LZ4", "Snappy"),
            LOW,
            "Of what goes to and from the nodes.")
        .define(
            WAIT_FOR_CLUSTER,
            ConfigDef.Type.BOOLEAN,
            false,
            LOW,
            "Whether the connector can be created, or changed, while no contact point answers.");
  }

  private static void defineWrites(ConfigDef definition) {
    definition
        .define(
            MAX_CONCURRENT_REQUESTS,
            ConfigDef.Type.INT,
            500,
            atLeast(1),
            MEDIUM,
            "Requests of one task that may be under way at once.")
        .define(
            MAX_RECORDS_IN_BATCH,
            ConfigDef.Type.INT,
            32,
            between(1, 65535),
            MEDIUM,
            "Rows of one partition that one request may write.")
        .define(
            QUERY_TIMEOUT,
            ConfigDef.Type.INT,
            30,
            atLeast(1),
            MEDIUM,
            "Seconds that a request may take before it counts as failed and is sent again.");
  }

  /** Every key known or set, each with what is wrong with it. */
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
    TableKey.allIn(settings.keySet()).forEach(key -> TableConfig.define(key, definition));
    return definition;
  }

  private static Map<String, String> throwingOnErrors(Map<String, String> settings) {
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
      throw new ConfigException(key, value, "give at least one host, as in host1,host2");
    }
  }

  /** Addresses looked up anew at each call: the hosts may have moved since. */
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

  /** Whether a cluster that does not answer is no error of the configuration. */
  public boolean waitsForCluster() {
    return getBoolean(WAIT_FOR_CLUSTER);
  }

  public DriverSettings driverSettings() {
    DriverSettings settings = new DriverSettings();
    settings.put(REQUEST_TIMEOUT, Duration.ofSeconds(getInt(QUERY_TIMEOUT)));
    settings.put(CONNECTION_POOL_LOCAL_SIZE, getInt(POOL_SIZE));
    // After an outage the task tries again within seconds; so must the driver.
    settings.put(RECONNECTION_MAX_DELAY, Duration.ofSeconds(10));
    settings.put(CONNECTION_WARN_INIT_ERROR, false); // NodeStateLogger tells
    // Nothing is under way when a session is closed: no need to listen for two seconds more.
    settings.put(NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0);
    settings.put(NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
    settings.put(PROTOCOL_COMPRESSION, getString(COMPRESSION).toLowerCase(Locale.ROOT));
    SecurityConfig.put(this, settings);
    originalsWithPrefix(DriverSettings.PREFIX, false)
        .forEach((key, value) -> settings.pass(key, value.toString()));
    return settings;
  }

  /** The tables that each topic is written to, by topic. */
  public Map<String, List<TableConfig>> tables() {
    return tables;
  }
}
