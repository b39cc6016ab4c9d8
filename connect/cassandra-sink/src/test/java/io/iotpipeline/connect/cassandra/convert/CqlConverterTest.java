package io.iotpipeline.connect.cassandra.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Connect represents its logical types as Date
class CqlConverterTest {

  private static final UUID ID = UUID.fromString("6f2d8a3e-8d0b-4c5e-9b1a-0c7f3f1d2e4a");
  private static final long MILLIS = 1_769_860_800_123L;

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
    Object converted = CqlConverter.to(type).convert(value);

    assertThat(converted).isEqualTo(expected);
    assertThat(CodecRegistry.DEFAULT.codecFor(type).encode(converted, ProtocolVersion.V5))
        .isNotNull();
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        arguments(DataTypes.TEXT, Map.of(), "is not text"),
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
    assertThatThrownBy(() -> CqlConverter.to(type).convert(value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rejects_unsupported_column_types() {
    assertThatThrownBy(() -> CqlConverter.to(DataTypes.listOf(DataTypes.COUNTER)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("type counter");
  }
}
