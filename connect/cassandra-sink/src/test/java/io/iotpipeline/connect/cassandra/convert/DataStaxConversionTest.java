package io.iotpipeline.connect.cassandra.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.metadata.schema.parsing.DataTypeCqlNameParser;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the conversions with those of the DataStax connector, by its own classes: of version
 * 1.4.0, and of 1.5.0, the newest. connect/README.md#the-datastax-connector states the differences.
 */
class DataStaxConversionTest {

  private static final Map<String, BiFunction<DataType, JsonNode, ByteBuffer>> DATASTAX =
      Map.of("1.4.0", DataStaxCodec.of("1.4.0"), "1.5.0", DataStaxCodec.of("1.5.0"));
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final CqlIdentifier KEYSPACE = CqlIdentifier.fromCql("ks");
  private static final UserDefinedType POINT =
      new UserDefinedTypeBuilder("ks", "point")
          .withField("x", DataTypes.INT)
          .withField("y", DataTypes.TEXT)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text                 | \"a\"",
        "text                 | 1",
        "text                 | 1.50",
        "text                 | true",
        "text                 | {\"a\":[1,null,\"b\"]}",
        "text                 | [1,{\"a\":2}]",
        "ascii                | \"a\"",
        "boolean              | true",
        "boolean              | \"false\"",
        "uuid                 | \"6f2d8a3e-8d0b-4c5e-9b1a-0c7f3f1d2e4a\"",
        "inet                 | \"192.0.2.1\"",
        "inet                 | \"2001:db8::1\"",
        "blob                 | \"0xCAFE\"",
        "blob                 | \"aGVsbG8=\"",
        "blob                 | \"\"",
        "duration             | \"1h30m\"",
        "tinyint              | 7",
        "smallint             | -7",
        "int                  | 2147483647",
        "int                  | \"12\"",
        "int                  | 7.0",
        "bigint               | 9223372036854775807",
        "varint               | 123456789012345678901234567890",
        "decimal              | 1.10",
        "decimal              | \"1.5\"",
        "float                | 0.5",
        "double               | 0.1",
        "double               | 1e300",
        "double               | \"NaN\"",
        "double               | 3",
        "timestamp            | \"2026-01-31T12:00:00.123Z\"",
        "timestamp            | \"2026-01-31T12:00:00.123\"",
        "timestamp            | \"2026-01-31 12:00+0100\"",
        "timestamp            | \"2026-01-31\"",
        "date                 | \"2026-01-31\"",
        "time                 | \"12:34:56.789\"",
        "list<int>            | [2,1]",
        "set<text>            | [\"a\",\"b\"]",
        "map<text, double>    | {\"a\":1,\"b\":2.5}",
        "map<int, text>       | {\"1\":\"a\"}",
        "tuple<int, text>     | [1,null]",
        "point                | {\"x\":1,\"y\":\"a\"}",
        "point                | {\"y\":null,\"x\":1}",
        "point                | [1,\"a\"]",
      })
  void converts_to_the_same_bytes(String type, String json) throws Exception {
    DATASTAX.forEach(
        (version, codec) ->
            assertThat(ours(type(type), json))
                .as("DataStax " + version)
                .isEqualTo(codec.apply(type(type), node(json))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "boolean     | 1                                  | is not true or false",
        "boolean     | \"yes\"                            | is not true or false",
        "int         | \"1,000\"                          | is not an int",
        "int         | \"1970-01-01T00:00:01Z\"           | is not an int",
        "bigint      | true                               | is not a bigint",
        "blob        | \"CAFE\"                           | certainly hexadecimal or Base64",
        "inet        | \"localhost\"                      | is not an IP address",
        "timestamp   | \"2026-01-31T12:00:00.1234Z\"      | a whole number of milliseconds",
        "uuid        | \"1-1-1-1-1\"                      | is not a UUID",
        "date        | \"+999999999-12-31\"               | range of a date",
      })
  void rejects_what_datastax_takes_but_may_change(String type, String json, String message) {
    DATASTAX.forEach(
        (version, codec) ->
            assertThat(codec.apply(type(type), node(json))).as("DataStax " + version).isNotNull());
    assertThatThrownBy(() -> ours(type(type), json))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"timestamp,1769860800123", "double,9007199254740993", "int,2147483648"})
  void datastax_rejects(String type, String json) {
    DATASTAX.forEach(
        (version, codec) ->
            assertThatThrownBy(() -> codec.apply(type(type), node(json)))
                .as("DataStax " + version)
                .isInstanceOf(RuntimeException.class));
  }

  private static ByteBuffer ours(DataType type, String json) {
    Object value = JSON.convertValue(node(json), Object.class);
    return CodecRegistry.DEFAULT
        .<Object>codecFor(type)
        .encode(Rows.defaultConverters().to(type).convert(value), ProtocolVersion.V5);
  }

  private static DataType type(String name) {
    return switch (name) {
      case "point" -> POINT;
      case "tuple<int, text>" -> DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT);
      default -> new DataTypeCqlNameParser().parse(KEYSPACE, name, Map.of(), null);
    };
  }

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
