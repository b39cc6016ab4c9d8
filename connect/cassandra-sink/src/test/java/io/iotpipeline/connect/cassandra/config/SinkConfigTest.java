package io.iotpipeline.connect.cassandra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import io.iotpipeline.connect.cassandra.CassandraSinkConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class SinkConfigTest {

  private static final String TABLE = "topic.t.1.ks.tab.";

  @Test
  void fills_in_the_defaults_of_the_datastax_connector() {
    SinkConfig config = new SinkConfig(valid());

    TableConfig table = config.tables().get("t.1").get(0);
    assertThat(table.name()).isEqualTo("ks.tab");
    assertThat(table.consistency()).isEqualTo(ConsistencyLevel.LOCAL_ONE);
    assertThat(table.ttlSeconds()).isZero();
    assertThat(table.timestampUnit()).isEqualTo(TimeUnit.MICROSECONDS);
    assertThat(table.nullToUnset()).isTrue();
    assertThat(table.deletesEnabled()).isTrue();
    assertThat(config.maxConcurrentRequests()).isEqualTo(500);
    assertThat(config.maxRecordsInBatch()).isEqualTo(32);
    assertThat(config.contactPoints()).extracting(address -> address.getPort()).containsOnly(9042);
  }

  @Test
  void reads_several_tables_of_one_topic() {
    SinkConfig config = new SinkConfig(with("topic.t.1.ks.other.mapping", "id=key"));

    assertThat(config.tables().get("t.1"))
        .extracting(TableConfig::name)
        .containsExactly("ks.other", "ks.tab");
  }

  @Test
  void counts_the_life_of_rows_in_its_unit() {
    Map<String, String> settings = with(TABLE + "ttl", "2");
    settings.put(TABLE + "ttlTimeUnit", "DAYS");

    SinkConfig config = new SinkConfig(settings);

    assertThat(config.tables().get("t.1").get(0).ttlSeconds()).isEqualTo(2 * 86_400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "tasks.max",
        "topics.regex",
        "errors.deadletterqueue.topic.name",
        "consumer.override.max.poll.records",
        "transforms.a.type",
        "value.converter.schemas.enable",
        "predicates"
      })
  void leaves_the_keys_of_connect_to_connect(String key) {
    Map<String, String> settings = with(key, "x");

    assertThat(errors(settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignoreErrors                      | All       | use Connect's errors.tolerance",
        "contactpoints                     | h         | Unknown key contactpoints",
        "datastax-java-driver.basic.x      | 1         | the driver has no setting of that name",
        "auth.gssapi.keyTab                | /k        | advanced.auth-provider",
        "auth.provider                     | GSSAPI    | only None and PLAIN",
        "ssl.provider                      | OpenSSL   | JDK speaks the same",
        "ssl.openssl.privateKey            | /k        | ssl.keystore",
        "ssl.truststore.path               | /none     | cannot read",
        "compression                       | ZIP       | must be one of",
        "connectionPoolLocalSize           | 0         | at least 1",
        "waitForCluster                    | maybe     | true or false",
        "topic.t.1.ks.tab.query            | INSERT    | setting one of consistencyLevel",
        "topic.t.1.codec.locale            | en        | setting one of consistencyLevel",
        "topic.t.1.ks.tab.mapping          | id=value. | character 4",
        "topic.t.1.ks.tab.consistencyLevel | TWICE     | TWICE",
        "topic.t.1.ks.tab.consistencyLevel | SERIAL    | conditional writes",
        "topic.t.1.ks.tab.deletesEnabled   | yes       | true or false",
        "topic.t.1.ks.tab.ttlTimeUnit      | WEEKS     | WEEKS",
        "topic.t.1.ks.tab.ttl              | -2        | at least -1",
        "port                              | 0         | at least 1",
        "port                              | x         | Not a number",
        "maxConcurrentRequests             | 0         | at least 1",
        "topics                            | t.1,t2    | set topic.t2.<keyspace>.<table>.mapping",
        "loadBalancing.localDc             | ''        | must be non-empty",
      })
  void refuses_what_it_cannot_do_under_the_key_that_is_wrong(
      String key, String value, String message) {
    Map<String, String> settings = with(key, value);

    List<ConfigValue> errors = errors(settings);

    assertThat(errors).singleElement().extracting(ConfigValue::name).isEqualTo(key);
    assertThat(errors.get(0).errorMessages()).anySatisfy(e -> assertThat(e).contains(message));
    assertThatThrownBy(() -> new SinkConfig(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contactPoints", "loadBalancing.localDc"})
  void says_what_is_missing(String key) {
    Map<String, String> settings = valid();
    settings.remove(key);

    List<ConfigValue> errors = errors(settings);

    assertThat(errors).extracting(ConfigValue::name).containsExactly(key);
  }

  @Test
  void tells_what_does_not_fit_the_cluster_under_the_key_to_change() {
    CassandraSinkConnector connector =
        new CassandraSinkConnector(config -> Map.of("contactPoints", "nobody answers"));

    List<ConfigValue> errors =
        connector.validate(valid()).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .toList();

    assertThat(errors).singleElement().extracting(ConfigValue::name).isEqualTo("contactPoints");
    assertThat(errors.get(0).errorMessages()).containsExactly("nobody answers");
  }

  @Test
  void asks_no_cluster_about_a_configuration_that_is_wrong_in_itself() {
    CassandraSinkConnector connector =
        new CassandraSinkConnector(
            config -> {
              throw new AssertionError("asked");
            });

    List<ConfigValue> values = connector.validate(with("port", "0")).configValues();

    assertThat(values).filteredOn(value -> !value.errorMessages().isEmpty()).hasSize(1);
  }

  @Test
  void numbers_its_tasks_for_their_metrics() {
    CassandraSinkConnector connector = new CassandraSinkConnector();
    connector.start(valid());

    List<Map<String, String>> tasks = connector.taskConfigs(2);

    assertThat(tasks).extracting(task -> task.get("task.number")).containsExactly("0", "1");
    assertThat(tasks).allSatisfy(task -> assertThat(new SinkConfig(task)).isNotNull());
  }

  @Test
  void refuses_a_life_beyond_twenty_years() {
    Map<String, String> settings = with(TABLE + "ttl", "7301");
    settings.put(TABLE + "ttlTimeUnit", "DAYS");

    assertThatThrownBy(() -> new SinkConfig(settings))
        .hasMessageContaining(TABLE + "ttl")
        .hasMessageContaining("20 years");
  }

  private static List<ConfigValue> errors(Map<String, String> settings) {
    return new CassandraSinkConnector(config -> Map.of())
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .toList();
  }

  public static Map<String, String> valid() {
    return new HashMap<>(
        Map.of(
            "connector.class",
            "CassandraSinkConnector",
            "topics",
            "t.1",
            "contactPoints",
            "127.0.0.1",
            "loadBalancing.localDc",
            "dc1",
            TABLE + "mapping",
            "id=key"));
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> settings = valid();
    settings.put(key, value);
    return settings;
  }
}
