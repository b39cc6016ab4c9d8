package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

class StoredFormsTest {

  private final Serde<WindowKey> windowKeys = WindowKey.serde();
  private final Serde<SeenKey> seenKeys = SeenKey.serde();
  private final HourlyWindowSerde windows = new HourlyWindowSerde();

  @Property(tries = 300)
  void window_keys_come_back_and_sort_by_time(
      @ForAll @StringLength(max = 256) String text, @ForAll long a, @ForAll long b) {
    String sensor = text.replaceAll("[\\ud800-\\udfff]", "?"); // UTF-8 has no lone surrogates
    byte[] first = windowKeys.serializer().serialize("", new WindowKey(sensor, a));
    byte[] second = windowKeys.serializer().serialize("", new WindowKey(sensor, b));

    assertThat(windowKeys.deserializer().deserialize("", first))
        .isEqualTo(new WindowKey(sensor, a));
    assertThat(Integer.signum(Arrays.compareUnsigned(first, second))).isEqualTo(Long.compare(a, b));
  }

  @Property(tries = 300)
  void the_scan_over_one_sensor_meets_all_its_ids_and_no_neighbour(
      @ForAll @StringLength(max = 3) String sensor,
      @ForAll @StringLength(max = 3) String other,
      @ForAll long high,
      @ForAll long low) {
    byte[] from = seenKeys.serializer().serialize("", SeenKey.first(sensor));
    byte[] to = seenKeys.serializer().serialize("", SeenKey.last(sensor));
    byte[] key = seenKeys.serializer().serialize("", new SeenKey(other, new UUID(high, low)));

    boolean met = Arrays.compareUnsigned(from, key) <= 0 && Arrays.compareUnsigned(key, to) <= 0;

    byte[] sameSensor = Arrays.copyOf(from, from.length - 16);
    assertThat(met).isEqualTo(Arrays.equals(sameSensor, Arrays.copyOf(key, key.length - 16)));
  }

  @Example
  void a_window_comes_back_whole() {
    HourlyWindow window = new HourlyWindow();
    window.add(5, Map.of("temperature", 21.5, "µ|%", -0.0));
    window.add(7, Map.of("temperature", 1e-300));
    window.series.get("temperature").nextRevision(123);

    HourlyWindow back =
        windows.deserializer().deserialize("", windows.serializer().serialize("", window));

    assertThat(back).usingRecursiveComparison().isEqualTo(window);
  }

  @Example
  void a_window_of_a_later_form_is_refused_by_name() {
    byte[] later = windows.serializer().serialize("", new HourlyWindow());
    later[0] = 2;

    assertThatThrownBy(() -> windows.deserializer().deserialize("", later))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("form 2");
  }

  @Example
  void the_key_of_an_aggregate_is_unambiguous() {
    Instant hour = Instant.parse("2020-07-13T00:00:00Z");

    assertThat(AggregateKey.of("s", "m", hour)).isEqualTo("s|m|2020-07-13T00:00:00Z");
    assertThat(AggregateKey.of("s|m", "n%", hour)).isEqualTo("s%7Cm|n%25|2020-07-13T00:00:00Z");
  }
}
