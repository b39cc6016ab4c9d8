package io.iotpipeline.streamsapp.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.alert.FixedLimits;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.store.ByteOutput;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;

class StoredFormsTest {

  private static final AlertLimits AT_MOST_40 = FixedLimits.atMost(40);

  @Property(tries = 300)
  void keys_of_hours_are_decoded_and_sort_by_time(
      @ForAll @StringLength(max = 256) String text, @ForAll long a, @ForAll long b) {
    String sensor = text.replaceAll("[\\ud800-\\udfff]", "?"); // UTF-8 has no lone surrogates
    Bytes first = SensorKeys.hour(sensor, a);
    Bytes second = SensorKeys.hour(sensor, b);

    assertThat(SensorKeys.sensorId(first)).isEqualTo(sensor);
    assertThat(SensorKeys.hourStart(first)).isEqualTo(a);
    assertThat(Integer.signum(first.compareTo(second))).isEqualTo(Long.compare(a, b));
  }

  @Property(tries = 300)
  void the_range_over_the_hours_of_a_sensor_has_no_other_sensor(
      @ForAll @StringLength(max = 3) String sensor,
      @ForAll @StringLength(max = 3) String other,
      @ForAll long start) {
    Bytes from = SensorKeys.hour(sensor, Long.MIN_VALUE);
    Bytes to = SensorKeys.hour(sensor, Long.MAX_VALUE);
    Bytes key = SensorKeys.hour(other, start);

    boolean met = from.compareTo(key) <= 0 && key.compareTo(to) <= 0;

    boolean sameSensor =
        Arrays.equals(SensorKeys.sensor(sensor).get(), SensorKeys.sensor(other).get());
    assertThat(met).isEqualTo(sameSensor);
  }

  @Property(tries = 300)
  void the_ranges_over_sensors_and_pending_markers_are_complete_and_disjoint(
      @ForAll @StringLength(max = 3) String sensor, @ForAll long start) {
    Bytes key = SensorKeys.sensor(sensor);
    Bytes mark = SensorKeys.pendingMarker(sensor, start);

    assertThat(key).isGreaterThan(SensorKeys.firstSensor()).isLessThan(SensorKeys.lastSensor());
    assertThat(mark)
        .isGreaterThan(SensorKeys.firstPendingMarker())
        .isLessThan(SensorKeys.lastPendingMarker());
    assertThat(mark).isGreaterThan(SensorKeys.lastSensor());
  }

  @Example
  void an_hour_is_read_as_written() {
    Hour hour = new Hour(new Sensor("s"), 3_600_000);
    hour.add(event(5, Map.of("temperature", 21.5, "µ|%", -0.0)));
    hour.add(event(7, Map.of("temperature", 1e-300)));
    hour.addId(1, 2);
    hour.addId(-3, 4);
    hour.chunks = 3;
    hour.nextEntry = 9;
    hour.series().get(0).nextRevision(123);

    Hour back = HourCodec.read(new Hour(hour.sensor, hour.start), new HourCodec().write(hour));

    assertThat(back)
        .usingRecursiveComparison()
        .ignoringFields("stored", "hasPendingMarker")
        .isEqualTo(hour);
  }

  /** Up to three readings, at equal times too: the statistics of two may be left out. */
  @Property(tries = 1_000)
  void every_figure_of_an_hour_is_read_as_written(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 2) Integer> times,
      @ForAll @Size(3) List<Double> readings) {
    Hour hour = new Hour(new Sensor("s"), 0);
    for (int i = 0; i < times.size(); i++) {
      DecodedEvent event = event(times.get(i), Map.of("m", readings.get(i)));
      if (!hour.overflowsWith(event)) {
        hour.add(event);
      }
    }

    Hour back = HourCodec.read(new Hour(hour.sensor, 0), new HourCodec().write(hour));

    assertThat(back.series()).usingRecursiveComparison().isEqualTo(hour.series());
  }

  @Example
  void of_two_readings_their_statistics_are_not_stored() {
    Hour one = new Hour(new Sensor("s"), 0);
    one.add(event(1, Map.of("m", 21.5)));
    int bytesOfOne = new HourCodec().write(one).length;

    Hour inOrder = new Hour(new Sensor("s"), 0);
    inOrder.add(event(1, Map.of("m", 21.5)));
    inOrder.add(event(2, Map.of("m", 0.1)));
    Hour late = new Hour(new Sensor("s"), 0);
    late.add(event(2, Map.of("m", 0.1)));
    late.add(event(1, Map.of("m", 21.5)));

    assertThat(new HourCodec().write(inOrder)).hasSize(bytesOfOne + Double.BYTES);
    assertThat(new HourCodec().write(late)).hasSize(bytesOfOne + Double.BYTES);
  }

  @Example
  void the_second_form_of_an_hour_is_read() {
    ByteOutput stored = new ByteOutput().putByte(2).putVarint(9).putVarint(3).putVarint(1);
    stored.putLong(6).putLong(7).putVarint(1).putText("m");
    stored.putByte(0b0010_0010).putVarint(2).putVarint(1).putVarint(99); // max is the last, too
    stored.putVarint(11).putVarint(12).putDouble(2); // the times, and the last reading
    stored.putDouble(3).putDouble(1.5).putDouble(0.5).putDouble(1).putDouble(1);

    Hour hour = HourCodec.read(new Hour(new Sensor("s"), 0), stored.toBytes());

    assertThat(hour.nextEntry).isEqualTo(9);
    assertThat(hour.chunks).isEqualTo(3);
    assertThat(hour.unchunkedIds).startsWith(6, 7);
    Series series = hour.series().get(0);
    assertThat(series.readings().mean()).isEqualTo(1.5);
    assertThat(series.readings().stddev()).isEqualTo(0.5);
    assertThat(series.readings().first()).isEqualTo(1);
    assertThat(series.readings().max()).isEqualTo(2);
    assertThat(series.revision()).isEqualTo(99);
    assertThat(hour.hasPendingMarker).isTrue();
  }

  @Example
  void an_hour_larger_than_the_buffer_is_read_as_written() {
    Hour hour = new Hour(new Sensor("s"), 0);
    for (int i = 0; i < 1_000; i++) {
      hour.add(event(i, Map.of("metric-" + i, (double) i)));
    }

    Hour back = HourCodec.read(new Hour(hour.sensor, 0), new HourCodec().write(hour));

    assertThat(back.series()).usingRecursiveComparison().isEqualTo(hour.series());
  }

  @Example
  void a_sensor_is_read_as_written() {
    Sensor sensor = new Sensor("s");
    sensor.clock = 1;
    sensor.openFrom = -2;
    sensor.newestHour = 3;
    sensor.oldestHour = 4;
    sensor.lastSeen = 5;
    sensor.nextEntry = 6;
    long hour = 3_600_000;
    for (int i = 0; i < 200; i++) {
      // A daily cycle, then an excursion that raises alerts of both kinds.
      double reading = Math.sin(i / 24.0 * 2 * Math.PI) + (i < 150 ? 0.1 * (i % 7) : 50);
      sensor.detectors.observe("m", i * hour, reading, AT_MOST_40);
      if (i > 150) {
        sensor.detectors.observe("not warm", i * hour, 1, AT_MOST_40);
      }
    }

    sensor.registration.describe(new Description("n", "p", "o", "k", List.of("t", "u"), 1_000), 10);
    for (int i = 1; i < 20; i++) {
      assertThat(sensor.registration.heard(10_000L * i, 0)).isNull();
    }
    assertThat(sensor.registration.nextRevision(2, 200_000)).isEqualTo(200_000_000);
    assertThat(sensor.registration.silence(300_000).from()).isEqualTo(190_000);

    Sensor back = SensorCodec.read("s", new SensorCodec().write(sensor));

    assertThat(back.registration.expectedMs()).isEqualTo(1_000);
    back.detectors.readBaselines(sensor.detectors.writeBaselines());
    assertThat(back)
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(
            ".*[bB]aselineChanged", ".*baselinesChanged", ".*previousState", ".*lasting")
        .isEqualTo(sensor);
  }

  /** It does not say when the sensor was heard first, nor what its newest readings are. */
  @Example
  void the_third_form_of_a_sensor_is_read() {
    ByteOutput stored = new ByteOutput().putByte(3);
    for (int time = 1; time <= 6; time++) {
      stored.putVarint(time);
    }
    stored.putVarint(1).putText("m").putVarint(7_200_000); // one metric, its newest reading
    stored.putVarint(0).putVarint(0).putByte(0); // no errors of the hour, no score
    stored.putVarint(-1).putVarint(-1).putVarint(-1).putVarint(-1); // no alerts, no limits passed

    Sensor sensor = SensorCodec.read("s", stored.toBytes());

    assertThat(sensor.nextEntry).isEqualTo(6);
    assertThat(sensor.detectors.has("m")).isTrue();
    sensor.forEachReading((metric, reading) -> assertThat(metric).isNull());
    assertThat(sensor.registration.firstHeard()).isEqualTo(5);
    assertThat(sensor.registration.lastHeard()).isEqualTo(5);
    assertThat(sensor.registration.isNews()).isTrue();
  }

  @Example
  void the_second_form_of_a_sensor_is_read() {
    ByteBuffer states = ByteBuffer.allocate(100).putInt(1).putShort((short) 1).put((byte) 'm');
    states.put((byte) 1).putLong(7_200_000); // the version, the newest reading
    states.putLong(2).putInt(3).putDouble(4.5).putDouble(6.5); // the errors of the hour
    states.putDouble(0.5).put((byte) 1).put((byte) 2).putLong(11).putLong(12); // the score
    states.putLong(13).putLong(14); // the limits
    ByteOutput stored =
        new ByteOutput()
            .putByte(2)
            .putVarint(1)
            .putVarint(2)
            .putVarint(3)
            .putVarint(4)
            .putVarint(5)
            .putVarint(6)
            .putBlock(Arrays.copyOf(states.array(), states.position()));

    Sensor sensor = SensorCodec.read("s", stored.toBytes());

    assertThat(sensor.nextEntry).isEqualTo(6);
    assertThat(sensor.detectors)
        .extracting("detectors.elements")
        .asInstanceOf(LIST)
        .first()
        .extracting(
            "metric",
            "state.newest",
            "state.hour.hour",
            "state.hour.readings",
            "state.hour.sum",
            "state.hour.absoluteSum",
            "state.score.value",
            "state.score.state",
            "state.score.unusualHours",
            "state.score.lastWarning",
            "state.score.lastCritical",
            "state.limits.lastBeyond",
            "state.limits.lastAlert")
        .containsExactly(
            "m", 7_200_000L, 2L, 3, 4.5, 6.5, 0.5, (byte) 1, (byte) 2, 11L, 12L, 13L, 14L);
  }

  @Example
  void the_first_forms_are_read() {
    byte[] stored =
        ByteBuffer.allocate(41)
            .put((byte) 1)
            .putLong(10)
            .putLong(2)
            .putLong(0)
            .putLong(4)
            .putLong(5)
            .array();
    ByteBuffer hour =
        ByteBuffer.allocate(200).put((byte) 1).putInt(3).putInt(1).putLong(6).putLong(7);
    hour.putInt(1).putInt(1).put((byte) 'm').putLong(2).putDouble(3).putDouble(0).putDouble(1.5);
    hour.putDouble(0.5).putDouble(1).putDouble(2).putLong(11).putDouble(1).putLong(12).putDouble(2);
    hour.putLong(1).putLong(99).putInt(0);

    Sensor sensor = SensorCodec.read("s", stored);
    Hour back = HourCodec.read(new Hour(sensor, 0), Arrays.copyOf(hour.array(), hour.position()));

    assertThat(List.of(sensor.openFrom, sensor.newestHour, sensor.oldestHour, sensor.lastSeen))
        .containsExactly(2L, 0L, 4L, 5L);
    assertThat(sensor.clock).as("the time of the newest reading is later").isEqualTo(12);
    assertThat(back.chunks).isEqualTo(3);
    assertThat(back.unchunkedIds).startsWith(6, 7);
    Series series = back.series().get(0);
    assertThat(series.metric()).isEqualTo("m");
    assertThat(series.readings().count()).isEqualTo(2);
    assertThat(series.readings().mean()).isEqualTo(1.5);
    assertThat(series.readings().first()).isEqualTo(1);
    assertThat(series.readings().last()).isEqualTo(2);
    assertThat(series.revision()).isEqualTo(99);
    assertThat(series.hasUnemittedReadings()).isTrue();
  }

  @Example
  void an_unknown_form_is_refused() {
    byte[] hour = new HourCodec().write(new Hour(new Sensor("s"), 0));
    byte[] sensor = new SensorCodec().write(new Sensor("s"));
    hour[0] = 4;
    sensor[0] = 5;

    assertThatThrownBy(() -> HourCodec.read(new Hour(new Sensor("s"), 0), hour))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("form 4");
    assertThatThrownBy(() -> SensorCodec.read("s", sensor))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("form 5");
  }

  private static DecodedEvent event(long time, Map<String, Double> measurements) {
    SensorEvent event = new SensorEvent("id", "s", Instant.ofEpochMilli(time), measurements);
    return new DecodedEvent(new byte[0], event);
  }
}
