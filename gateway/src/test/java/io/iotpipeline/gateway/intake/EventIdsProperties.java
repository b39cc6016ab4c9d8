package io.iotpipeline.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventIdsProperties {

  @Property
  void is_a_uuid_of_version_5(
      @ForAll String sensor, @ForAll long time, @ForAll Map<String, Double> measurements) {
    UUID id = UUID.fromString(EventIds.of(sensor, time, measurements));

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Property
  void does_not_depend_on_the_order_of_measurements(
      @ForAll String sensor, @ForAll long time, @ForAll @Size(max = 5) Map<String, Double> map) {
    Map<String, Double> reversed = new LinkedHashMap<>(new TreeMap<>(map).descendingMap());

    assertThat(EventIds.of(sensor, time, reversed)).isEqualTo(EventIds.of(sensor, time, map));
  }

  @Property
  void depends_on_sensor_time_and_measurements(
      @ForAll String sensor,
      @ForAll long time,
      @ForAll @Size(min = 1, max = 5) Map<String, Double> measurements) {
    String id = EventIds.of(sensor, time, measurements);
    String metric = measurements.keySet().iterator().next();
    Map<String, Double> changed = new LinkedHashMap<>(measurements);
    changed.merge(
        metric, 1.0, (value, one) -> Math.nextUp(value) == value ? 0 : Math.nextUp(value));
    Map<String, Double> renamed = new LinkedHashMap<>(measurements);
    renamed.put(metric + "x".repeat(measurements.size()) + "y", renamed.remove(metric));

    assertThat(EventIds.of(sensor + "x", time, measurements)).isNotEqualTo(id);
    assertThat(EventIds.of(sensor, time + 1, measurements)).isNotEqualTo(id);
    assertThat(EventIds.of(sensor, time, changed)).isNotEqualTo(id);
    assertThat(EventIds.of(sensor, time, renamed)).isNotEqualTo(id);
  }

  /** Texts that are the same in a row, but not the same texts. */
  @Test
  void separates_texts() {
    assertThat(EventIds.of("ab", 0, Map.of("c", 1.0)))
        .isNotEqualTo(EventIds.of("a", 0, Map.of("bc", 1.0)));
  }

  /** Ids are API: other programs may derive them, and a retry may come to a newer gateway. */
  @Test
  void is_computed_as_documented() throws NoSuchAlgorithmException {
    ByteBuffer name = ByteBuffer.allocate(200);
    name.putLong(EventIds.NAMESPACE.getMostSignificantBits());
    name.putLong(EventIds.NAMESPACE.getLeastSignificantBits());
    name.putLong(2).put("s1".getBytes(StandardCharsets.UTF_8)).putLong(1600000000123L);
    name.putLong(1).put((byte) 'a').putDouble(1.5);
    name.putLong(1).put((byte) 'b').putDouble(-2);
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    sha1.update(name.flip());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
    UUID expected =
        new UUID(
            (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L,
            (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);

    assertThat(EventIds.of("s1", 1600000000123L, Map.of("b", -2.0, "a", 1.5)))
        .isEqualTo(expected.toString());
  }
}
