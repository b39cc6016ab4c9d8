package io.iotpipeline.api.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.api.alerts.OpenAlerts;
import io.iotpipeline.schemas.SensorStatus;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SensorRegisterTest {

  private static final long MAX_BYTES = 1_000_000;

  private final SensorRegister register =
      new SensorRegister(1_000_000, MAX_BYTES, new OpenAlerts());

  /** A sensor with as many new names as an event of a device may have. */
  private static SensorStatus hostile(String id) {
    return TestSensors.status(id, "ACTIVE", TestSensors.HEARD, "", List.of(), names(id));
  }

  private static Map<String, Double> names(String prefix) {
    Map<String, Double> readings = new TreeMap<>();
    for (int i = 0; i < 240; i++) {
      String name = prefix + "-" + i + "-";
      readings.put(name + "x".repeat(256 - name.length()), 1.0);
    }
    return readings;
  }

  @Test
  void names_of_metrics_take_bounded_memory() {
    for (int i = 0; i < 300; i++) {
      register.put(hostile("s" + i));
    }

    assertThat(register.bytes()).isBetween(MAX_BYTES / 2, MAX_BYTES);
    assertThat(register.size()).isBetween(10, 100);
    assertThat(register.refused()).isEqualTo(300 - register.size());
  }

  @Test
  void a_sensor_has_a_bounded_number_of_metrics() {
    register.put(hostile("a"));

    Sensor sensor = register.find("a").orElseThrow();
    assertThat(sensor.metrics()).hasSize(Sensor.MAX_METRICS).isSorted();
    assertThat(sensor.metricCount()).isEqualTo(240);
  }

  @Test
  void a_known_sensor_is_updated_without_room_but_gets_no_new_metrics() {
    register.put(TestSensors.active("a"));
    register.put(TestSensors.active("b"));
    SensorRegister small = new SensorRegister(10, register.bytes() + 100, new OpenAlerts());
    small.put(TestSensors.active("a"));
    small.put(TestSensors.active("b"));
    long bytes = small.bytes();

    Map<String, Double> readings = new TreeMap<>(names("a"));
    readings.put("temperature", 99.0);
    small.put(TestSensors.status("a", "SILENT", TestSensors.HEARD, "", List.of(), readings));

    Sensor sensor = small.find("a").orElseThrow();
    assertThat(sensor.isSilent()).isTrue();
    assertThat(sensor.metrics()).containsExactly("temperature");
    assertThat(sensor.values()).containsExactly(99.0);
    assertThat(small.bytes()).isCloseTo(bytes, Offset.offset(200L));
    assertThat(small.refused()).isEqualTo(1);
  }

  @Test
  void what_sensors_share_counts_once_and_nothing_is_left_when_they_are_removed() {
    register.put(hostile("a"));
    long one = register.bytes();
    register.put(TestSensors.status("b", "ACTIVE", TestSensors.HEARD, "", List.of(), names("a")));
    assertThat(register.bytes()).isLessThan(one + 1_500);

    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      String id = "s" + random.nextInt(30);
      if (random.nextBoolean()) {
        register.put(random.nextBoolean() ? hostile(id) : TestSensors.active(id));
      } else {
        register.remove(id);
      }
    }
    for (int i = 0; i < 30; i++) {
      register.remove("s" + i);
    }
    register.remove("a");
    register.remove("b");
    assertThat(register.bytes()).isZero();
  }

  @Test
  void values_that_are_not_shared_count_too() {
    Interner interner = new Interner(1);
    String a = interner.acquire("a");
    String b = interner.acquire("b");
    String other = interner.acquire(new String(new char[] {'b'}));
    long all = interner.bytes();
    interner.release(a);
    assertThat(interner.acquire("b")).isEqualTo(b);
    interner.release(other);
    assertThat(interner.bytes()).isPositive().isLessThan(all);
  }
}
