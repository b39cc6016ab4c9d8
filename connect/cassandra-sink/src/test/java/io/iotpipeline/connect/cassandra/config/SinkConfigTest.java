package io.iotpipeline.connect.cassandra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
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
  void has_the_defaults_of_the_datastax_connector() {
    SinkConfig config = new SinkConfig(valid());

    TableConfig table = config.tables().get("t.1").get(0);
    assertThat(table.name()).isEqualTo("ks.tab");
    assertThat(table.consistency()).isEqualTo(ConsistencyLevel.LOCAL_ONE);
    assertThat(table.ttlSeconds()).isEmpty();
    assertThat(table.allowMissingFields()).isFalse();
    assertThat(table.query()).isEmpty();
    assertThat(table.timestampUnit()).isEqualTo(TimeUnit.MICROSECONDS);
    assertThat(table.nullToUnset()).isTrue();
    assertThat(table.deletesEnabled()).isTrue();
    assertThat(config.maxConcurrentRequests()).isEqualTo(500);
    assertThat(config.maxRecordsInBatch()).isEqualTo(32);
    assertThat(config.contactPoints()).extracting(address -> address.getPort()).containsOnly(9042);
  }

  @Test
  void reads_several_tables_of_one_topic() {
    SinkConfig config = new SinkConfig(validWith("topic.t.1.ks.other.mapping", "id=key"));

    assertThat(config.tables().get("t.1"))
        .extracting(TableConfig::name)
        .containsExactly("ks.other", "ks.tab");
  }

  @Test
  void reads_the_ttl_in_its_unit() {
    Map<String, String> settings = validWith(TABLE + "ttl", "2");
    settings.put(TABLE + "ttlTimeUnit", "DAYS");

    SinkConfig config = new SinkConfig(settings);

    assertThat(config.tables().get("t.1").get(0).ttlSeconds()).hasValue(2 * 86_400);
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
  void accepts_the_keys_of_connect(String key) {
    Map<String, String> settings = validWith(key, "x");

    assertThat(errors(settings)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ignoreErrors                      | All       | Use Connect's errors.tolerance",
        "contactpoints                     | h         | Unknown key contactpoints",
        "datastax-java-driver.basic.x      | 1         | The driver has no setting of that name",
        "auth.gssapi.keyTab                | /k        | advanced.auth-provider",
        "auth.provider                     | GSSAPI    | must be None or PLAIN",
        "ssl.provider                      | OpenSSL   | JDK supports the same",
        "ssl.openssl.privateKey            | /k        | ssl.keystore",
        "ssl.truststore.path               | /none     | cannot read",
        "compression                       | ZIP       | must be one of",
        "connectionPoolLocalSize           | 0         | at least 1",
        "waitForCluster                    | maybe     | true or false",
        "topic.t.1.ks.tab.colour           | x         | with setting one of allowMissingFields",
        "topic.t.1.codec.colour            | x         | with setting one of binary, date",
        "topic.t.1.codec.locale            | no locale | no locale",
        "topic.t.1.codec.timeZone          | Mars      | Mars",
        "topic.t.1.codec.timestamp         | {         | {",
        "topic.t.1.codec.date              | NEVER     | NEVER",
        "topic.t.1.codec.unit              | WEEKS     | WEEKS",
        "topic.t.1.codec.binary            | OCTAL     | OCTAL",
        "topic.t2.codec.unit               | SECONDS   | Topic t2 has no table",
        "topic.t.1.ks.tab.mapping          | id=value. | character 4",
        "topic.t.1.ks.tab.consistencyLevel | TWICE     | TWICE",
        "topic.t.1.ks.tab.consistencyLevel | SERIAL    | conditional writes",
        "topic.t.1.ks.tab.deletesEnabled   | yes       | true or false",
        "topic.t.1.ks.tab.ttlTimeUnit      | WEEKS     | WEEKS",
        "topic.t.1.ks.tab.ttl              | -2        | at least -1",
        "port                              | 0         | at least 1",
        "port                              | x         | Not a number",
        "maxConcurrentRequests             | 0         | at least 1",
        "topics                            | t.1,t2    | Set topic.t2.<keyspace>.<table>.mapping",
        "loadBalancing.localDc             | ''        | must be non-empty",
      })
  void reports_an_invalid_setting_under_its_key(String key, String value, String message) {
    Map<String, String> settings = validWith(key, value);

    List<ConfigValue> errors = errors(settings);

    assertThat(errors).singleElement().extracting(ConfigValue::name).isEqualTo(key);
    assertThat(errors.get(0).errorMessages()).anySatisfy(e -> assertThat(e).contains(message));
    assertThatThrownBy(() -> new SinkConfig(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"contactPoints", "loadBalancing.localDc"})
  void reports_a_missing_key(String key) {
    Map<String, String> settings = valid();
    settings.remove(key);

    List<ConfigValue> errors = errors(settings);

    assertThat(errors).extracting(ConfigValue::name).containsExactly(key);
  }

  @Test
  void rejects_a_ttl_above_twenty_years() {
    Map<String, String> settings = validWith(TABLE + "ttl", "7301");
    settings.put(TABLE + "ttlTimeUnit", "DAYS");

    assertThatThrownBy(() -> new SinkConfig(settings))
        .hasMessageContaining(TABLE + "ttl")
        .hasMessageContaining("20 years");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deletesEnabled | true                     | A table with a query has no deletes",
        "ttl            | 60                       | Use USING TTL in topic.t.1.ks.tab.query",
        "mapping        | id=key, __ttl=value.ttl  | Use USING TIMESTAMP and USING TTL",
      })
  void rejects_what_a_query_says_by_itself(String setting, String value, String message) {
    Map<String, String> settings = validWith(TABLE + setting, value);
    settings.put(TABLE + "query", "INSERT INTO ks.tab (id) VALUES (:id)");

    assertThat(errors(settings))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.name()).isEqualTo(TABLE + setting);
              assertThat(error.errorMessages()).singleElement().asString().contains(message);
            });
  }

  @Test
  void a_table_with_a_query_has_no_deletes() {
    Map<String, String> settings =
        validWith(TABLE + "query", "INSERT INTO ks.tab (id) VALUES (:id)");

    assertThat(new SinkConfig(settings).tables().get("t.1").get(0).deletesEnabled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.kafka.connect.transforms.RegexRouter,0",
    "org.apache.kafka.connect.transforms.TimestampRouter,0",
    "org.example.Router,0",
    "org.apache.kafka.connect.transforms.InsertField$Value,1"
  })
  void a_topic_needs_a_table_unless_a_transformation_may_change_the_topic(
      String type, int expectedErrors) {
    Map<String, String> settings = validWith("topics", "t.1,other");
    settings.put("transforms", "a");
    settings.put("transforms.a.type", type);

    assertThat(errors(settings)).hasSize(expectedErrors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics", "topics.regex"})
  void rejects_a_configuration_without_a_table(String key) {
    Map<String, String> settings = validWith(key, "t.1");
    settings.remove(TABLE + "mapping");
    if (!key.equals("topics")) {
      settings.remove("topics");
    }

    assertThat(errors(settings)).singleElement().extracting(ConfigValue::name).isEqualTo(key);
  }

  private static List<ConfigValue> errors(Map<String, String> settings) {
    return SinkConfig.validate(settings).values().stream()
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

  public static Map<String, String> validWith(String key, String value) {
    Map<String, String> settings = valid();
    settings.put(key, value);
    return settings;
  }
}
