package io.iotpipeline.connect.cassandra.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import com.datastax.oss.protocol.internal.util.Bytes;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfigTest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect represents its logical types as Date
class CqlConverterTest {

  private static final CqlConverters CONVERTERS = Rows.defaultConverters();

  private static final UUID ID = UUID.fromString("6f2d8a3e-8d0b-4c5e-9b1a-0c7f3f1d2e4a");
  private static final long MILLIS = 1_769_860_800_123L;

  private static final UserDefinedType POINT =
      new UserDefinedTypeBuilder("ks", "point")
          .withField("x", DataTypes.INT)
          .withField("y", DataTypes.INT)
          .build();

  private static Struct struct() {
    return new Struct(
            SchemaBuilder.struct()
                .field("x", Schema.INT32_SCHEMA)
                .field("y", Schema.OPTIONAL_INT32_SCHEMA)
                .build())
        .put("x", 1);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<Arguments> valid() {
    return Stream.of(
        arguments(DataTypes.TEXT, "ä", "ä"),
        arguments(DataTypes.TEXT, 5L, "5"),
        arguments(DataTypes.ASCII, true, "true"),
        arguments(DataTypes.BOOLEAN, true, true),
        arguments(DataTypes.BOOLEAN, "false", false),
        arguments(DataTypes.UUID, ID.toString(), ID),
        arguments(DataTypes.BLOB, new byte[] {1}, ByteBuffer.wrap(new byte[] {1})),
        arguments(DataTypes.BLOB, ByteBuffer.allocate(2), ByteBuffer.allocate(2)),
        arguments(DataTypes.BLOB, "AQ==", ByteBuffer.wrap(new byte[] {1})),
        arguments(DataTypes.BLOB, "0xCAfe", ByteBuffer.wrap(new byte[] {(byte) 0xCA, (byte) 0xFE})),
        arguments(DataTypes.BLOB, "", ByteBuffer.allocate(0)),
        arguments(DataTypes.INET, "192.0.2.1", address("192.0.2.1")),
        arguments(DataTypes.INET, "2001:db8::1", address("2001:db8::1")),
        arguments(DataTypes.TEXT, List.of(1, "a"), "[1,\"a\"]"),
        arguments(DataTypes.TEXT, Map.of("a", new byte[] {1}), "{\"a\":\"AQ==\"}"),
        arguments(DataTypes.TEXT, struct(), "{\"x\":1,\"y\":null}"),
        arguments(DataTypes.COUNTER, 3, 3L),
        arguments(DataTypes.VARINT, "0e-50000000", BigInteger.ZERO),
        arguments(DataTypes.DECIMAL, "1e50000000", new BigDecimal("1e50000000")),
        arguments(DataTypes.DOUBLE, "NaN", Double.NaN),
        arguments(DataTypes.DOUBLE, "1e300", 1e300),
        arguments(DataTypes.FLOAT, "-Infinity", Float.NEGATIVE_INFINITY),
        arguments(DataTypes.TIMESTAMP, String.valueOf(MILLIS), Instant.ofEpochMilli(MILLIS)),
        arguments(DataTypes.TIMESTAMP, "2026-01-31 12:00:00.123", Instant.ofEpochMilli(MILLIS)),
        arguments(DataTypes.TIMESTAMP, "2026-01-31", Instant.parse("2026-01-31T00:00:00Z")),
        arguments(
            DataTypes.TIMESTAMP, "2026-01-31 13:00+0100", Instant.parse("2026-01-31T12:00:00Z")),
        arguments(
            DataTypes.vectorOf(DataTypes.FLOAT, 2),
            List.of(1, 0.5),
            CqlVector.newInstance(1f, 0.5f)),
        arguments(
            DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT),
            Arrays.asList(1, null),
            DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT).newValue(1, null)),
        arguments(POINT, struct(), POINT.newValue(1, null)),
        arguments(POINT, Map.of("y", 2, "x", 1L), POINT.newValue(1, 2)),
        arguments(POINT, List.of(1, 2), POINT.newValue(1, 2)),
        arguments(DataTypes.DURATION, "1h30m", CqlDuration.from("1h30m")),
        arguments(DataTypes.TINYINT, (byte) 7, (byte) 7),
        arguments(DataTypes.TINYINT, 7L, (byte) 7),
        arguments(DataTypes.SMALLINT, (short) 7, (short) 7),
        arguments(DataTypes.INT, 7, 7),
        arguments(DataTypes.INT, 7.0, 7),
        arguments(DataTypes.INT, "7", 7),
        arguments(DataTypes.BIGINT, Long.MIN_VALUE, Long.MIN_VALUE),
        arguments(DataTypes.BIGINT, BigInteger.TEN, 10L),
        arguments(DataTypes.VARINT, 7L, BigInteger.valueOf(7)),
        arguments(DataTypes.DECIMAL, new BigDecimal("1.10"), new BigDecimal("1.10")),
        arguments(DataTypes.DECIMAL, 0.1, new BigDecimal("0.1")),
        arguments(DataTypes.FLOAT, 0.1, 0.1f),
        arguments(DataTypes.FLOAT, Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY),
        arguments(DataTypes.DOUBLE, 0.1, 0.1),
        arguments(DataTypes.DOUBLE, 3L, 3.0),
        arguments(DataTypes.DOUBLE, "1e3", 1000.0),
        arguments(DataTypes.DOUBLE, Double.NaN, Double.NaN),
        arguments(DataTypes.TIMESTAMP, new Date(MILLIS), Instant.ofEpochMilli(MILLIS)),
        arguments(DataTypes.TIMESTAMP, MILLIS, Instant.ofEpochMilli(MILLIS)),
        arguments(DataTypes.TIMESTAMP, "2026-01-31T12:00:00.123Z", Instant.ofEpochMilli(MILLIS)),
        arguments(
            DataTypes.TIMESTAMP, "2026-01-31T13:00:00.123+01:00", Instant.ofEpochMilli(MILLIS)),
        arguments(DataTypes.DATE, "2026-01-31", LocalDate.of(2026, 1, 31)),
        arguments(DataTypes.DATE, new Date(86_400_000), LocalDate.of(1970, 1, 2)),
        arguments(DataTypes.TIME, "12:34:56.789", LocalTime.of(12, 34, 56, 789_000_000)),
        arguments(DataTypes.TIME, new Date(3_600_000), LocalTime.of(1, 0)),
        arguments(DataTypes.listOf(DataTypes.INT), List.of(2L, 1L), List.of(2, 1)),
        arguments(DataTypes.setOf(DataTypes.TEXT), List.of("a", "a"), Set.of("a")),
        arguments(
            DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.DOUBLE),
            Map.of("t", 1.5, "h", 2),
            Map.of("t", 1.5, "h", 2.0)),
        arguments(
            DataTypes.mapOf(DataTypes.TEXT, DataTypes.listOf(DataTypes.DATE)),
            Map.of("d", List.of("2026-01-31")),
            Map.of("d", List.of(LocalDate.of(2026, 1, 31)))));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void converts_to_the_java_type_of_the_drivers_codec(
      DataType type, Object value, Object expected) {
    Object converted = CONVERTERS.to(type).convert(value);

    assertThat(converted).isEqualTo(expected);
    assertThat(CodecRegistry.DEFAULT.codecFor(type).encode(converted, ProtocolVersion.V5))
        .isNotNull();
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        arguments(DataTypes.TEXT, new Object(), "is not text"),
        arguments(DataTypes.TEXT, List.of(Double.NaN), "JSON has no number NaN"),
        arguments(DataTypes.INET, "localhost", "is not an IP address"),
        arguments(DataTypes.INET, "fe80::1%eth0", "is not an IP address"),
        arguments(DataTypes.BLOB, "0xCAF", "even number of hexadecimal digits"),
        arguments(DataTypes.BLOB, "CAFE", "Begin it with 0x"),
        arguments(DataTypes.BLOB, "QR==", "is not Base64 text"),
        arguments(DataTypes.VARINT, "1e50000000", "at most 10000 digits"),
        arguments(DataTypes.VARINT, "1e-50000000", "is not a whole number"),
        arguments(DataTypes.VARINT, "9".repeat(20_000), "at most 10000 digits"),
        arguments(DataTypes.DECIMAL, "9".repeat(20_000), "at most 10000 digits"),
        arguments(DataTypes.TEXT, BigInteger.ONE.shiftLeft(100_000), "more than 10000 digits"),
        arguments(DataTypes.BIGINT, "1e50000000", "is not a bigint"),
        arguments(DataTypes.DOUBLE, (1L << 53) + 1, "a whole number that a double can represent"),
        arguments(DataTypes.FLOAT, (1 << 24) + 1, "a whole number that a float can represent"),
        arguments(DataTypes.DATE, "+999999999-12-31", "range of a date"),
        arguments(DataTypes.DATE, new Date(86_400_001), "it has a time of day"),
        arguments(DataTypes.TIME, new Date(86_400_000), "it has a date"),
        arguments(DataTypes.TIMESTAMP, "+999999999-12-31T00:00:00Z", "range of a timestamp"),
        arguments(
            DataTypes.TIMESTAMP, "2026-01-31T12:00:00.1234Z", "a whole number of milliseconds"),
        arguments(DataTypes.mapOf(DataTypes.INT, DataTypes.INT), Map.of("1", 1, 1, 2), "a new key"),
        arguments(DataTypes.vectorOf(DataTypes.FLOAT, 2), List.of(1), "an array of 2 elements"),
        arguments(
            DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT), List.of(1), "an array of 2 elements"),
        arguments(POINT, Map.of("x", 1), "the value has no field [y] of type point"),
        arguments(POINT, Map.of("x", 1, "y", 2, "z", 3), "type point has no field [z]"),
        arguments(DataTypes.BOOLEAN, 1, "is not true or false"),
        arguments(DataTypes.UUID, "1-1-1-1-1", "is not a UUID"),
        arguments(DataTypes.UUID, "zf2d8a3e-8d0b-4c5e-9b1a-0c7f3f1d2e4a", "is not a UUID"),
        arguments(DataTypes.BLOB, "***", "Base64"),
        arguments(DataTypes.DURATION, "soon", "is not a duration"),
        arguments(DataTypes.TINYINT, 128, "is not a tinyint"),
        arguments(DataTypes.INT, 1L << 31, "is not an int"),
        arguments(DataTypes.INT, 1.5, "is not an int"),
        arguments(DataTypes.BIGINT, "x", "is not a bigint"),
        arguments(DataTypes.BIGINT, true, "is not a bigint"),
        arguments(DataTypes.VARINT, 1.5, "is not a whole number"),
        arguments(DataTypes.DECIMAL, Double.NaN, "is not a decimal number"),
        arguments(DataTypes.FLOAT, 1e300, "range of a float"),
        arguments(DataTypes.DOUBLE, "1e999", "range of a double"),
        arguments(DataTypes.DOUBLE, List.of(), "is not a number"),
        arguments(DataTypes.TIMESTAMP, "yesterday", "is not a timestamp"),
        arguments(DataTypes.DATE, "2026-02-30", "is not a date"),
        arguments(DataTypes.DATE, 20_000, "is not a date"),
        arguments(DataTypes.TIME, "25:00", "is not a time of day"),
        arguments(DataTypes.listOf(DataTypes.INT), 5, "is not an array"),
        arguments(DataTypes.listOf(DataTypes.INT), Arrays.asList(1, null), "must not contain null"),
        arguments(DataTypes.mapOf(DataTypes.TEXT, DataTypes.INT), "a", "is not a map"));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void rejects_a_value_that_the_type_cannot_represent(DataType type, Object value, String message) {
    assertThatThrownBy(() -> CONVERTERS.to(type).convert(value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rejects_unsupported_column_types() {
    assertThatThrownBy(() -> CONVERTERS.to(DataTypes.custom("org.example.Type")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("type 'org.example.Type'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timestamp | dd.MM.yyyy HH:mm | Europe/Berlin | 31.01.2026 13:00    | 2026-01-31T12:00:00Z",
        "timestamp | ISO_DATE_TIME    | Europe/Berlin | 2026-07-31T13:00:00 | 2026-07-31T11:00:00Z",
        "timestamp | ISO_INSTANT      | Europe/Berlin | 2026-07-31T13:00:00Z | 2026-07-31T13:00:00Z",
        "timestamp | yyyyMMddHHmmss   | UTC           | 20260131120000      | 2026-01-31T12:00:00Z",
        "timestamp | UNITS_SINCE_EPOCH | UTC          | 1000                | 1970-01-01T00:00:01Z",
        "date      | d MMMM yyyy      | UTC           | 31 january 2026     | 2026-01-31",
        "time      | hh:mm a          | UTC           | 01:05 pm            | 13:05",
      })
  void reads_text_in_the_formats_of_its_topic(
      String kind, String pattern, String zone, String text, String expected) {
    CqlConverters converters = converters("codec." + kind, pattern, "codec.timeZone", zone);
    DataType type =
        Map.of("timestamp", DataTypes.TIMESTAMP, "date", DataTypes.DATE, "time", DataTypes.TIME)
            .get(kind);

    assertThat(converters.to(type).convert(text)).hasToString(expected);
  }

  @Test
  void rejects_a_local_time_that_is_not_one_instant() {
    CqlConverter timestamp = converters("codec.timeZone", "Europe/Berlin").to(DataTypes.TIMESTAMP);

    assertThatThrownBy(() -> timestamp.convert("2026-10-25 02:30"))
        .hasMessageContaining("in Europe/Berlin it occurs twice");
    assertThatThrownBy(() -> timestamp.convert("2026-03-29 02:30"))
        .hasMessageContaining("in Europe/Berlin it occurs never");
  }

  @Test
  void a_unit_finer_than_milliseconds_cuts_finer_digits_off() {
    CqlConverter timestamp = converters("codec.unit", "MICROSECONDS").to(DataTypes.TIMESTAMP);

    assertThat(timestamp.convert(1_999L)).isEqualTo(Instant.ofEpochMilli(1));
    assertThat(timestamp.convert(-1L)).isEqualTo(Instant.ofEpochMilli(-1));
    assertThat(timestamp.convert("1970-01-01T00:00:00.001999Z")).isEqualTo(Instant.ofEpochMilli(1));
  }

  @ParameterizedTest
  @CsvSource({"HEX,CAFE,0xcafe", "HEX,0xCAFE,0xcafe", "BASE64,CAFE,0x080144"})
  void a_stated_encoding_of_blobs_leaves_no_doubt(String encoding, String text, String expected) {
    CqlConverter blob = converters("codec.binary", encoding).to(DataTypes.BLOB);

    assertThat(Bytes.toHexString((ByteBuffer) blob.convert(text))).isEqualTo(expected);
  }

  private static CqlConverters converters(String... settings) {
    Map<String, String> config = SinkConfigTest.valid();
    for (int i = 0; i < settings.length; i += 2) {
      config.put("topic.t.1." + settings[i], settings[i + 1]);
    }
    return new CqlConverters(new SinkConfig(config).tables().get("t.1").get(0).formats(), false);
  }
}
