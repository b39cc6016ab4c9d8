package io.iotpipeline.gateway.sparkplug;

import static io.iotpipeline.gateway.sparkplug.Payloads.TIME;
import static io.iotpipeline.gateway.sparkplug.Payloads.birth;
import static io.iotpipeline.gateway.sparkplug.Payloads.data;
import static io.iotpipeline.gateway.sparkplug.Payloads.death;
import static io.iotpipeline.gateway.sparkplug.Payloads.metric;
import static io.iotpipeline.gateway.sparkplug.Payloads.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.SensorEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("JavaUtilDate") // Tahu's type
class SparkplugSessionTest {

  private static final String NODE = "plant/%s/press-1";
  private static final String DEVICE = "plant/%s/press-1/arm";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BirthBudget budget = new BirthBudget(1_000_000);
  private final AtomicLong nanoTime = new AtomicLong();
  private final SparkplugSession session = newSession();

  private SparkplugSession newSession() {
    return new SparkplugSession(
        budget, 100_000, 100, new SparkplugMetrics(registry, budget, "test"), nanoTime::get);
  }

  private Reading read(String node, MessageType type, byte[] payload) {
    String topic = "spBv1.0/" + node.formatted(type);
    return session.read(SparkplugTopic.parse(topic).orElseThrow(), payload);
  }

  private Map<String, Double> onlyEvent(Reading reading) {
    assertThat(reading.batch().unreadable()).isEmpty();
    assertThat(reading.batch().events()).hasSize(1);
    return reading.batch().events().get(0).getMeasurements();
  }

  private static String reason(Reading reading) {
    assertThat(reading.batch().events()).isEmpty();
    assertThat(reading.batch().unreadable()).hasSize(1);
    return reading.batch().unreadable().get(0).content().reason();
  }

  @Test
  void numbers_and_booleans_of_a_birth_are_an_event() {
    Reading reading = read(NODE, MessageType.NBIRTH, birth(0));

    assertThat(onlyEvent(reading))
        .isEqualTo(Map.of("temperature", 21.5, "counter", -7.0, "door", 1.0));
    SensorEvent event = reading.batch().events().get(0);
    assertThat(event.getSensorId()).isEqualTo("plant/press-1");
    assertThat(event.getEventTime()).isEqualTo(Instant.ofEpochMilli(TIME));
    assertThat(registry.get("iot.gateway.sparkplug.skipped.metrics").counter().count())
        .as("the text")
        .isEqualTo(1);
  }

  @Test
  void data_has_the_name_of_its_alias() {
    read(NODE, MessageType.NBIRTH, birth(0));

    assertThat(onlyEvent(read(NODE, MessageType.NDATA, data(1, 22.25))))
        .isEqualTo(Map.of("temperature", 22.25));
  }

  @Test
  void data_may_leave_out_the_data_type() {
    read(NODE, MessageType.NBIRTH, birth(0));
    // timestamp, and a metric with alias 2, timestamp 5 and int_value 2^32-7
    byte[] noType = {0x08, 0x05, 0x12, 0x0A, 0x10, 0x02, 0x18, 0x05, 0x50, -7, -1, -1, -1, 0x0F};

    assertThat(onlyEvent(read(NODE, MessageType.NDATA, noType))).isEqualTo(Map.of("counter", -7.0));
  }

  @Test
  void same_data_sent_again_is_the_same_event() {
    read(NODE, MessageType.NBIRTH, birth(0));
    String first = read(NODE, MessageType.NDATA, data(1, 5)).batch().events().get(0).getEventId();

    Reading again = read(NODE, MessageType.NDATA, data(1, 5));

    assertThat(again.batch().events().get(0).getEventId()).isEqualTo(first);
    assertThat(again.rebirth()).as("the same number again is no gap").isFalse();
  }

  @Test
  void device_has_its_own_names_and_its_own_sensor() {
    read(NODE, MessageType.NBIRTH, birth(0));
    read(DEVICE, MessageType.DBIRTH, payload(1, metric("angle", 10L, MetricDataType.Float, 0.5f)));

    Reading reading =
        read(DEVICE, MessageType.DDATA, payload(2, metric(null, 10L, MetricDataType.Float, 1.5f)));

    assertThat(onlyEvent(reading)).isEqualTo(Map.of("angle", 1.5));
    assertThat(reading.batch().events().get(0).getSensorId()).isEqualTo("plant/press-1/arm");
  }

  @Test
  void each_time_is_an_event_and_history_is_as_good_as_news() throws Exception {
    read(NODE, MessageType.NBIRTH, birth(0));
    Metric historical =
        new MetricBuilder("counter", MetricDataType.Int32, 3)
            .timestamp(new Date(TIME - 60_000))
            .isHistorical(true)
            .createMetric();

    Reading reading =
        read(
            NODE,
            MessageType.NDATA,
            payload(
                1,
                metric("temperature", null, MetricDataType.Double, 1.0),
                historical,
                metric("door", null, MetricDataType.Boolean, false)));

    List<SensorEvent> events = reading.batch().events();
    assertThat(events).hasSize(2);
    assertThat(events.get(0).getMeasurements()).isEqualTo(Map.of("counter", 3.0));
    assertThat(events.get(0).getEventTime()).isEqualTo(Instant.ofEpochMilli(TIME - 60_000));
    assertThat(events.get(1).getMeasurements()).isEqualTo(Map.of("temperature", 1.0, "door", 0.0));
  }

  @Test
  void two_values_of_a_metric_with_one_time_are_two_events() {
    read(NODE, MessageType.NBIRTH, birth(0));

    Reading reading =
        read(
            NODE,
            MessageType.NDATA,
            payload(
                1,
                metric("temperature", null, MetricDataType.Double, 1.0),
                metric("temperature", null, MetricDataType.Double, 2.0)));

    assertThat(reading.batch().events())
        .extracting(event -> event.getMeasurements().get("temperature"))
        .containsExactly(1.0, 2.0);
  }

  @Test
  void metric_without_time_has_that_of_the_payload() {
    read(NODE, MessageType.NBIRTH, birth(0));
    // timestamp 5, and a metric with alias 2, datatype Int32 and int_value 9
    byte[] noTime = {0x08, 0x05, 0x12, 0x06, 0x10, 0x02, 0x20, 0x03, 0x50, 0x09};

    Reading reading = read(NODE, MessageType.NDATA, noTime);

    assertThat(reading.batch().events().get(0).getEventTime()).isEqualTo(Instant.ofEpochMilli(5));
  }

  @Test
  void value_without_any_time_is_unreadable() {
    read(NODE, MessageType.NBIRTH, birth(0));
    byte[] noTime = {0x12, 0x06, 0x10, 0x02, 0x20, 0x03, 0x50, 0x09};

    Reading reading = read(NODE, MessageType.NDATA, noTime);

    assertThat(reason(reading)).isEqualTo("counter has no timestamp");
    assertThat(reading.rebirth()).isFalse();
  }

  @Test
  void nulls_texts_nan_and_controls_are_no_readings() {
    read(NODE, MessageType.NBIRTH, birth(0));

    Reading reading =
        read(
            NODE,
            MessageType.NDATA,
            payload(
                1,
                metric("counter", null, MetricDataType.Int32, null),
                metric("temperature", null, MetricDataType.Double, Double.NaN),
                metric("state", null, MetricDataType.String, "12"),
                metric("Node Control/Rebirth", null, MetricDataType.Boolean, true)));

    assertThat(reading.batch().size()).isZero();
    assertThat(reading.rebirth()).isFalse();
  }

  @Test
  void every_number_type_is_read_as_it_was_written() {
    byte[] all =
        payload(
            0,
            metric("i8", 1L, MetricDataType.Int8, (byte) -8),
            metric("i16", 2L, MetricDataType.Int16, (short) -16),
            metric("i32", 3L, MetricDataType.Int32, -32),
            metric("i64", 4L, MetricDataType.Int64, -64L),
            metric("u8", 5L, MetricDataType.UInt8, (short) 200),
            metric("u16", 6L, MetricDataType.UInt16, 60_000),
            metric("u32", 7L, MetricDataType.UInt32, 4_000_000_000L),
            metric("u64", 8L, MetricDataType.UInt64, BigInteger.TWO.pow(63)),
            metric("f", 9L, MetricDataType.Float, 0.5f),
            metric("d", 10L, MetricDataType.Double, -0.25),
            metric("b", 11L, MetricDataType.Boolean, true),
            metric("time", 12L, MetricDataType.DateTime, new Date(TIME)));

    assertThat(onlyEvent(read(NODE, MessageType.NBIRTH, all)))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("i8", -8.0),
                Map.entry("i16", -16.0),
                Map.entry("i32", -32.0),
                Map.entry("i64", -64.0),
                Map.entry("u8", 200.0),
                Map.entry("u16", 60_000.0),
                Map.entry("u32", 4e9),
                Map.entry("u64", 0x1p63),
                Map.entry("f", 0.5),
                Map.entry("d", -0.25),
                Map.entry("b", 1.0)));
  }

  @Test
  void data_without_a_birth_is_unreadable_and_asks_for_one() {
    byte[] data = data(1, 5);

    Reading reading = read(NODE, MessageType.NDATA, data);

    assertThat(reason(reading)).isEqualTo("data of plant/press-1 without its birth");
    assertThat(reading.batch().unreadable().get(0).content().bytes()).isEqualTo(data);
    assertThat(reading.rebirth()).isTrue();
  }

  @Test
  void unknown_alias_makes_all_of_a_payload_unreadable() {
    read(NODE, MessageType.NBIRTH, birth(0));

    Reading reading =
        read(
            NODE,
            MessageType.NDATA,
            payload(
                1,
                metric(null, 1L, MetricDataType.Double, 1.0),
                metric(null, 99L, MetricDataType.Double, 1.0)));

    assertThat(reason(reading)).isEqualTo("alias 99 is not in the birth");
    assertThat(reading.rebirth()).isTrue();
  }

  @Test
  void node_is_asked_once_in_ten_seconds() {
    assertThat(read(NODE, MessageType.NDATA, data(1, 5)).rebirth()).isTrue();
    assertThat(read(NODE, MessageType.NDATA, data(2, 5)).rebirth()).isFalse();
    assertThat(read(DEVICE, MessageType.DDATA, data(3, 5)).rebirth()).isFalse();

    nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());

    assertThat(read(NODE, MessageType.NDATA, data(4, 5)).rebirth()).isTrue();
  }

  @Test
  void missing_message_asks_for_births_and_data_is_still_read() {
    read(NODE, MessageType.NBIRTH, birth(0));

    Reading reading = read(NODE, MessageType.NDATA, data(3, 7));

    assertThat(onlyEvent(reading)).isEqualTo(Map.of("temperature", 7.0));
    assertThat(reading.rebirth()).isTrue();
    nanoTime.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(read(NODE, MessageType.NDATA, data(4, 7)).rebirth()).isFalse();
  }

  @Test
  void numbers_of_messages_begin_again_after_255() {
    read(NODE, MessageType.NBIRTH, birth(0));
    for (int i = 1; i < 600; i++) {
      assertThat(read(NODE, MessageType.NDATA, data(i % 256, i)).rebirth()).isFalse();
    }
  }

  @Test
  void death_of_the_node_forgets_its_devices() {
    read(NODE, MessageType.NBIRTH, birth(4));
    read(DEVICE, MessageType.DBIRTH, payload(1, metric("angle", 10L, MetricDataType.Float, 1f)));

    assertThat(read(NODE, MessageType.NDEATH, death(4)).batch().size()).isZero();

    assertThat(budget.used()).isZero();
    assertThat(read(DEVICE, MessageType.DDATA, data(2, 1)).rebirth()).isTrue();
  }

  @Test
  void death_of_an_earlier_connection_is_ignored() {
    read(NODE, MessageType.NBIRTH, birth(5));

    read(NODE, MessageType.NDEATH, death(4));

    assertThat(onlyEvent(read(NODE, MessageType.NDATA, data(1, 5)))).hasSize(1);
  }

  @Test
  void death_of_a_device_leaves_the_node() {
    read(NODE, MessageType.NBIRTH, birth(5));
    read(DEVICE, MessageType.DBIRTH, payload(1, metric("angle", 10L, MetricDataType.Float, 1f)));

    read(DEVICE, MessageType.DDEATH, payload(2));

    assertThat(onlyEvent(read(NODE, MessageType.NDATA, data(3, 5)))).hasSize(1);
    assertThat(reason(read(DEVICE, MessageType.DDATA, data(4, 1)))).contains("without its birth");
  }

  @Test
  void new_birth_of_the_node_forgets_its_devices() {
    read(NODE, MessageType.NBIRTH, birth(5));
    read(DEVICE, MessageType.DBIRTH, payload(1, metric("angle", 10L, MetricDataType.Float, 1f)));

    read(NODE, MessageType.NBIRTH, birth(6));

    assertThat(reason(read(DEVICE, MessageType.DDATA, data(1, 1)))).contains("without its birth");
  }

  @Test
  void bytes_that_are_no_payload_are_unreadable() {
    byte[] json = "{\"temperature\": 21.5}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    Reading reading = read(NODE, MessageType.NDATA, json);

    assertThat(reason(reading)).startsWith("not a payload of Sparkplug B: ");
    assertThat(reading.rebirth()).isFalse();
  }

  @Test
  void birth_larger_than_its_limit_has_readings_and_is_not_kept() {
    Metric[] many = new Metric[600];
    for (int i = 0; i < many.length; i++) {
      many[i] = metric("metric-" + i, (long) i, MetricDataType.Double, 1.0);
    }

    assertThat(onlyEvent(read(NODE, MessageType.NBIRTH, payload(0, many)))).hasSize(600);

    assertThat(budget.used()).isZero();
  }

  @Test
  void closed_session_gives_its_memory_back() {
    read(NODE, MessageType.NBIRTH, birth(0));
    assertThat(budget.used()).isPositive();

    session.close();

    assertThat(budget.used()).isZero();
  }

  @Test
  @Timeout(20)
  void metric_repeated_at_one_time_is_no_endless_work() {
    read(NODE, MessageType.NBIRTH, birth(0));
    // 100,000 times alias 2 with int_value 9
    byte[] data = repeat(new byte[] {0x12, 0x06, 0x10, 0x02, 0x20, 0x03, 0x50, 0x09}, 100_000);

    Reading reading = read(NODE, MessageType.NDATA, data);

    assertThat(reason(reading)).isEqualTo("more than 20000 events in one message; send several");
  }

  /** Metrics of a payload with the time 5. */
  private static byte[] repeat(byte[] metric, int times) {
    ByteBuffer payload = ByteBuffer.allocate(2 + metric.length * times).put(new byte[] {0x08, 5});
    for (int i = 0; i < times; i++) {
      payload.put(metric);
    }
    return payload.array();
  }

  @Test
  void aliases_of_long_names_become_no_large_events() {
    String longName = "n".repeat(1000);
    read(NODE, MessageType.NBIRTH, payload(0, metric(longName, 1L, MetricDataType.Double, null)));
    // alias 1 with double_value 0
    byte[] value = {0x12, 0x0B, 0x10, 0x01, 0x69, 0, 0, 0, 0, 0, 0, 0, 0};

    assertThat(read(NODE, MessageType.NDATA, repeat(value, 16_000)).batch().events())
        .hasSize(16_000);
    assertThat(reason(read(NODE, MessageType.NDATA, repeat(value, 17_000))))
        .isEqualTo("events of more than 16 MiB in one message; send several");
  }

  @Test
  void event_larger_than_a_record_is_unreadable_and_its_birth_is_kept() {
    Metric[] many = new Metric[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = metric("n".repeat(900) + i, (long) i, MetricDataType.Double, 1.0);
    }
    SparkplugSession large =
        new SparkplugSession(
            budget, 1_000_000, 100, new SparkplugMetrics(registry, budget, "large"));
    SparkplugTopic birth = SparkplugTopic.parse("spBv1.0/plant/NBIRTH/press-1").orElseThrow();
    SparkplugTopic data = SparkplugTopic.parse("spBv1.0/plant/NDATA/press-1").orElseThrow();

    assertThat(reason(large.read(birth, payload(0, many))))
        .isEqualTo("an event of more than 256 KiB in one message; send several");
    assertThat(large.read(data, data(1, 5)).batch().events()).hasSize(1);
  }

  @Test
  void birth_with_a_name_of_more_than_1000_bytes_is_unreadable_and_forgets_the_last_one() {
    read(NODE, MessageType.NBIRTH, birth(0));
    Metric longName = metric("ä".repeat(501), 1L, MetricDataType.Double, 1.0);

    Reading reading = read(NODE, MessageType.NBIRTH, payload(0, longName));

    assertThat(reason(reading)).isEqualTo("a birth with a metric's name of more than 1000 bytes");
    assertThat(budget.used()).isZero();
    assertThat(read(NODE, MessageType.NDATA, data(1, 5)).rebirth()).isTrue();
  }

  @Test
  void idle_connection_takes_no_room_from_others() {
    BirthBudget small = new BirthBudget(3_000);
    SparkplugMetrics metrics = new SparkplugMetrics(registry, small, "small");
    SparkplugTopic birth = SparkplugTopic.parse("spBv1.0/plant/NBIRTH/press-1").orElseThrow();
    SparkplugTopic data = SparkplugTopic.parse("spBv1.0/plant/NDATA/press-1").orElseThrow();
    SparkplugSession idle = new SparkplugSession(small, 3_000, 100, metrics);
    SparkplugSession busy = new SparkplugSession(small, 3_000, 100, metrics);
    idle.read(birth, birth(0));

    busy.read(birth, birth(0));

    assertThat(onlyEvent(busy.read(data, data(1, 5)))).hasSize(1);
    assertThat(idle.read(data, data(1, 5)).rebirth()).as("forgotten, and asked for").isTrue();
    idle.close();
    busy.close();
    assertThat(small.used()).isZero();
  }

  @Test
  void only_so_many_nodes_are_remembered_as_asked() {
    RebirthLimiter limiter = new RebirthLimiter(Duration.ofSeconds(10), 100, nanoTime::get);
    for (int i = 0; i <= 100; i++) {
      assertThat(limiter.permit("plant/" + i)).isTrue();
    }

    assertThat(limiter.permit("plant/1")).as("still remembered").isFalse();
    assertThat(limiter.permit("plant/0")).as("forgotten").isTrue();
  }
}
