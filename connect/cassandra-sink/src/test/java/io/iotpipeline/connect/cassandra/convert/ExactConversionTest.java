package io.iotpipeline.connect.cassandra.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.errors.DataException;

/**
 * Whatever a record contains, the table has the same value afterwards, or the record is rejected.
 * Each property compares the cell with the value that the record had, and reads both by other means
 * than the converters do.
 */
@SuppressWarnings("JavaUtilDate") // Connect represents its logical types as Date
class ExactConversionTest {

  /** Of what an OffsetDateTime can be at each offset. */
  private static final long MIN_SECOND = OffsetDateTime.MIN.plusDays(2).toEpochSecond();

  private static final long MAX_SECOND = OffsetDateTime.MAX.minusDays(2).toEpochSecond();

  private static final Map<DataType, TableMapper> MAPPERS = new HashMap<>();

  @Property(tries = 2000)
  void a_whole_number(@ForAll("wholeNumberTypes") DataType type, @ForAll("numbers") Object value) {
    written(type, value)
        .ifPresent(cell -> assertThat(exact(cell)).isEqualByComparingTo(exact(value)));
  }

  @Property(tries = 2000)
  void a_decimal_number(@ForAll("numbers") Object value) {
    written(DataTypes.DECIMAL, value)
        .ifPresent(cell -> assertThat(exact(cell)).isEqualByComparingTo(exact(value)));
  }

  @Property(tries = 2000)
  void a_double(@ForAll("numbers") Object value) {
    boolean isBinary = value instanceof Double || value instanceof Float;
    written(DataTypes.DOUBLE, value)
        .ifPresent(
            cell ->
                assertThat(isBinary ? cell : withoutSignOfZero((Double) cell))
                    .isEqualTo(
                        isBinary
                            ? ((Number) value).doubleValue()
                            : withoutSignOfZero(Double.parseDouble(value.toString()))));
  }

  private static Object withoutSignOfZero(double number) {
    return number + 0.0;
  }

  @Property(tries = 2000)
  void a_float(@ForAll("numbers") Object value) {
    written(DataTypes.FLOAT, value)
        .ifPresent(
            cell -> {
              if (isFinite(value)) {
                BigDecimal error = exact(cell).subtract(exact(value)).abs();
                assertThat(error).isLessThanOrEqualTo(new BigDecimal(Math.ulp((Float) cell)));
              } else {
                assertThat(cell).isEqualTo(Float.valueOf(value.toString()));
              }
            });
  }

  @Property(tries = 2000)
  void an_integer_in_a_double_or_float(
      @ForAll("floatTypes") DataType type, @ForAll BigInteger value) {
    written(type, value)
        .ifPresent(
            cell ->
                assertThat(new BigDecimal(((Number) cell).doubleValue()))
                    .isEqualByComparingTo(new BigDecimal(value)));
  }

  @Property
  void text(@ForAll("textTypes") DataType type, @ForAll String value) {
    written(type, value).ifPresent(cell -> assertThat(cell).isEqualTo(value));
  }

  @Property(tries = 2000)
  void text_for_a_blob(@ForAll("encodedBytes") String value) {
    written(DataTypes.BLOB, value)
        .ifPresent(
            cell -> {
              byte[] bytes = new byte[((ByteBuffer) cell).remaining()];
              ((ByteBuffer) cell).get(bytes);
              if (value.startsWith("0x")) {
                assertThat(HexFormat.of().formatHex(bytes))
                    .isEqualToIgnoringCase(value.substring(2));
              } else {
                assertThat(Base64.getEncoder().withoutPadding().encodeToString(bytes))
                    .isEqualTo(value.replace("=", ""));
                assertThat(value).doesNotMatch("([0-9a-fA-F]{2})+");
              }
            });
  }

  @Property
  void bytes(@ForAll byte[] value) {
    assertThat(written(DataTypes.BLOB, value)).contains(ByteBuffer.wrap(value));
  }

  @Property
  void a_uuid(@ForAll("uuidTexts") String value) {
    written(DataTypes.UUID, value)
        .ifPresent(cell -> assertThat(cell.toString()).isEqualToIgnoringCase(value));
  }

  @Property(tries = 2000)
  void a_date(@ForAll("dates") LocalDate value) {
    written(DataTypes.DATE, value.toString()).ifPresent(cell -> assertThat(cell).isEqualTo(value));
  }

  @Property
  void a_time(@ForAll("times") LocalTime value) {
    assertThat(written(DataTypes.TIME, value.toString())).contains(value);
  }

  @Property(tries = 2000)
  void a_timestamp(@ForAll("timestamps") OffsetDateTime value) {
    written(DataTypes.TIMESTAMP, value.toString())
        .ifPresent(cell -> assertThat(cell).isEqualTo(value.toInstant()));
  }

  @Property
  void milliseconds(@ForAll long value) {
    assertThat(written(DataTypes.TIMESTAMP, value)).contains(Instant.ofEpochMilli(value));
  }

  @Property(tries = 2000)
  void a_logical_date(@ForAll long millis) {
    Date value = new Date(millis);
    written(DataTypes.TIMESTAMP, value)
        .ifPresent(cell -> assertThat(cell).isEqualTo(value.toInstant()));
    written(DataTypes.DATE, value)
        .ifPresent(
            cell ->
                assertThat(((LocalDate) cell).atStartOfDay(ZoneOffset.UTC).toInstant())
                    .isEqualTo(value.toInstant()));
    written(DataTypes.TIME, value)
        .ifPresent(
            cell ->
                assertThat(((LocalTime) cell).toNanoOfDay())
                    .isEqualTo(TimeUnit.MILLISECONDS.toNanos(millis)));
  }

  @Property(tries = 2000)
  void a_write_time(@ForAll long amount, @ForAll("unitsOfWriteTimes") TimeUnit unit) {
    TableMapper mapper =
        Rows.mapperOf(
            "id text, v text, PRIMARY KEY ((id))",
            "id=key, v=value.v, __timestamp=value.at",
            "timestampTimeUnit",
            unit.toString());
    try {
      Row row = mapper.map(Rows.sinkParts("t", 0, 5L, Map.of("v", "v", "at", amount)));
      assertThat(BigInteger.valueOf(row.timestamp()))
          .isEqualTo(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(unit.toMicros(1))));
    } catch (DataException rejected) {
      assertThat(rejected).hasMessageContaining("range of a write time");
    }
  }

  @Provide
  Arbitrary<DataType> wholeNumberTypes() {
    return Arbitraries.of(
        DataTypes.TINYINT, DataTypes.SMALLINT, DataTypes.INT, DataTypes.BIGINT, DataTypes.VARINT);
  }

  @Provide
  Arbitrary<DataType> floatTypes() {
    return Arbitraries.of(DataTypes.FLOAT, DataTypes.DOUBLE);
  }

  @Provide
  Arbitrary<DataType> textTypes() {
    return Arbitraries.of(DataTypes.TEXT, DataTypes.ASCII);
  }

  @Provide
  Arbitrary<TimeUnit> unitsOfWriteTimes() {
    return Arbitraries.of(
        TimeUnit.MICROSECONDS, TimeUnit.MILLISECONDS, TimeUnit.SECONDS, TimeUnit.DAYS);
  }

  @Provide
  Arbitrary<Object> numbers() {
    Arbitrary<Object> numbers =
        Arbitraries.oneOf(
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.bigIntegers().map(Object.class::cast),
            Arbitraries.bigDecimals().ofScale(20).map(Object.class::cast),
            Arbitraries.longs()
                .flatMap(
                    unscaled ->
                        Arbitraries.integers()
                            .between(-400, 400)
                            .map(scale -> (Object) BigDecimal.valueOf(unscaled, scale))),
            Arbitraries.longs().map(bits -> (Object) Double.longBitsToDouble(bits)),
            Arbitraries.integers().map(bits -> (Object) Float.intBitsToFloat(bits)),
            Arbitraries.of((Object) Double.NaN, Double.NEGATIVE_INFINITY, 0.1, -0.0, 0.1f));
    return Arbitraries.oneOf(
        numbers,
        numbers.map(Object::toString),
        numbers.map(number -> number instanceof BigDecimal d ? d.toPlainString() : number));
  }

  @Provide
  Arbitrary<String> encodedBytes() {
    Arbitrary<String> digits =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMaxLength(9);
    return Arbitraries.oneOf(
        digits,
        digits.map(hex -> "0x" + hex),
        Arbitraries.strings().withChars("abXY01+/=").ofMaxLength(9),
        Arbitraries.strings()
            .alpha()
            .ofMaxLength(9)
            .map(s -> Base64.getEncoder().encodeToString(s.getBytes(UTF_8))));
  }

  @Provide
  Arbitrary<String> uuidTexts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(bits -> new UUID(bits, ~bits).toString()),
        Arbitraries.longs().map(bits -> new UUID(bits, bits).toString().toUpperCase(Locale.ROOT)),
        Arbitraries.strings().withChars("0123456789abcdef-").ofLength(36));
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Arbitraries.longs()
        .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.longs().between(0, LocalTime.MAX.toNanoOfDay()).map(LocalTime::ofNanoOfDay);
  }

  @Provide
  Arbitrary<OffsetDateTime> timestamps() {
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L),
            Arbitraries.longs().between(MIN_SECOND, MAX_SECOND));
    Arbitrary<Integer> nanos =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000),
            Arbitraries.integers().between(0, 999_999_999));
    Arbitrary<Integer> offsets = Arbitraries.integers().between(-18 * 60, 18 * 60);
    return seconds.flatMap(
        second ->
            nanos.flatMap(
                nano ->
                    offsets.map(
                        minutes ->
                            OffsetDateTime.ofInstant(
                                Instant.ofEpochSecond(second, nano),
                                ZoneOffset.ofTotalSeconds(minutes * 60)))));
  }

  /** Returns what the cell contains; empty if the record is rejected. */
  private static Optional<Object> written(DataType type, Object value) {
    TableMapper mapper =
        MAPPERS.computeIfAbsent(
            type,
            t ->
                Rows.mapperOf(
                    "id text, v %s, PRIMARY KEY ((id))".formatted(t.asCql(false, true)),
                    "id=key, v=value"));
    try {
      Row row = mapper.map(Rows.sinkParts("t", 0, 5L, value));
      return Optional.of(Rows.decode(row, 1, type));
    } catch (DataException rejected) {
      assertThat(rejected).hasMessageContaining("column v from value");
      return Optional.empty();
    }
  }

  private static boolean isFinite(Object value) {
    return !value.toString().matches("NaN|-?Infinity");
  }

  private static BigDecimal exact(Object value) {
    return new BigDecimal(value.toString());
  }
}
