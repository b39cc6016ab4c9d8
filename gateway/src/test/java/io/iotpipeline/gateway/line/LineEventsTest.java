package io.iotpipeline.gateway.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BatchTooLargeException;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.schemas.SensorEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEventsTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final List<String> TAGS = List.of("sensor_id", "sensor", "device", "host");

  private final AtomicInteger skipped = new AtomicInteger();
  private final LineEvents lines =
      new LineEvents(
          new SeriesMapping(TAGS, Set.of("ignored")), skipped::incrementAndGet, () -> NOW);

  private Batch read(String message) {
    return lines.read(message.getBytes(UTF_8), Precision.NANOSECONDS);
  }

  private SensorEvent event(String message) {
    Batch batch = read(message);
    assertThat(batch.unreadable()).isEmpty();
    assertThat(batch.events()).hasSize(1);
    return batch.events().get(0);
  }

  @Test
  void reads_a_line() {
    SensorEvent event =
        event("weather,device=st-7 temperature=21.5,humidity=48 1600000000123456789");

    assertThat(event.getSensorId()).isEqualTo("st-7");
    assertThat(event.getEventTime().toEpochMilli()).isEqualTo(1600000000123L);
    assertThat(event.getMeasurements())
        .isEqualTo(Map.of("weather_temperature", 21.5, "weather_humidity", 48.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m,host=h v=1 | h",
        "m,host=h,cpu=cpu0 v=1 | h,cpu=cpu0",
        "m,cpu=cpu0,host=h v=1 | h,cpu=cpu0",
        "m,host=h,sensor_id=s v=1 | s,host=h",
        "m,device=d,host=h v=1 | d,host=h",
        "m,z=1,a=2 v=1 | m,a=2,z=1",
        "m v=1 | m",
        "m,ignored=x v=1 | m",
        "m,host=h,ignored=x v=1 | h",
        "m,host=h\\ 1 v=1 | h 1",
        "m,host=h,x=a\\,b v=1 | h,x=a\\,b",
        "m,host=h,x\\=y=a v=1 | h,x\\=y=a",
        "m,host=h,x=a\\b v=1 | h,x=a\\\\b",
        "m\\,n\\ o v=1 | m,n o"
      })
  void maps_a_series_to_a_sensor(String line, String sensorId) {
    assertThat(event(line).getSensorId()).isEqualTo(sensorId);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value=1.5 | m | 1.5",
        "f=-1e3 | m_f | -1000",
        "f=.5 | m_f | 0.5",
        "f=7i | m_f | 7",
        "f=-9223372036854775808i | m_f | -9223372036854775808",
        "f=18446744073709551615u | m_f | 18446744073709551615",
        "f=t | m_f | 1",
        "f=FALSE | m_f | 0",
        "my\\ field=1 | m_my field | 1",
        "a\\=b=1 | m_a=b | 1"
      })
  void maps_a_field_to_a_metric(String field, String metric, double value) {
    assertThat(event("m,host=h " + field).getMeasurements()).isEqualTo(Map.of(metric, value));
  }

  @ParameterizedTest
  @CsvSource({
    "NANOSECONDS,1600000000123456789,1600000000123",
    "MICROSECONDS,1600000000123456,1600000000123",
    "MILLISECONDS,1600000000123,1600000000123",
    "SECONDS,1600000000,1600000000000",
    "MINUTES,26666666,1599999960000",
    "HOURS,444444,1599998400000",
    "NANOSECONDS,-1,-1"
  })
  void reads_times_in_each_precision(Precision precision, String time, long expected) {
    Batch batch = lines.read(("m v=1 " + time).getBytes(UTF_8), precision);

    assertThat(batch.events().get(0).getEventTime().toEpochMilli()).isEqualTo(expected);
  }

  @Test
  void knows_the_names_of_precisions_of_both_versions() {
    assertThat(Precision.ofVersion1("u")).contains(Precision.MICROSECONDS);
    assertThat(Precision.ofVersion1("m")).contains(Precision.MINUTES);
    assertThat(Precision.ofVersion1("day")).isEmpty();
    assertThat(Precision.ofVersion2("us")).contains(Precision.MICROSECONDS);
    assertThat(Precision.ofVersion2("m")).isEmpty();
    assertThat(Precision.ofVersion2("")).contains(Precision.NANOSECONDS);
  }

  @Test
  void a_line_without_a_time_has_the_time_of_its_arrival() {
    assertThat(event("m v=1").getEventTime().toEpochMilli()).isEqualTo(NOW);
  }

  @Test
  void leaves_texts_out_and_counts_them() {
    SensorEvent event =
        event("m,host=h s=\"a,b=\\\"c\\\" \\\\\",v=1,l=\"two\nlines\" 1600000000000000000");

    assertThat(event.getMeasurements()).isEqualTo(Map.of("m_v", 1.0));
    assertThat(event.getEventTime().toEpochMilli()).isEqualTo(1600000000000L);
    assertThat(skipped).hasValue(2);
  }

  @Test
  void reads_what_telegraf_sends() {
    Batch batch =
        read(
            """
            cpu,cpu=cpu-total,host=edge-1 usage_user=1.5075376884422,usage_system=0.50251256281407 1600000000000000000
            mem,host=edge-1 active=2146799616i,available_percent=78.26 1600000000000000000
            disk,device=sda1,fstype=ext4,host=edge-1,mode=rw,path=/ free=1i,inodes_total=3276800u 1600000000000000000
            system,host=edge-1 uptime_format="1 day,  2:03" 1600000000000000000
            system,host=edge-1 load1=0.12,n_cpus=2i 1600000000000000000
            """);

    assertThat(batch.events())
        .extracting(SensorEvent::getSensorId)
        .containsExactly(
            "edge-1,cpu=cpu-total",
            "edge-1",
            "sda1,fstype=ext4,host=edge-1,mode=rw,path=/",
            "edge-1");
    assertThat(batch.events().get(1).getMeasurements())
        .isEqualTo(Map.of("mem_active", 2146799616.0, "mem_available_percent", 78.26));
    assertThat(batch.unreadable()).isEmpty();
    assertThat(skipped).as("uptime_format").hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "m|there are no fields",
        "m |there are no fields",
        ",host=h v=1|the measurement is missing",
        " |",
        "m,host v=1|a tag has no name or no value",
        "m,=x v=1|a tag has no name or no value",
        "m,host= v=1|tag \"host\" has no value",
        "m,a=1,a=2 v=1|tag \"a\" is there twice",
        "m,host=\\  v=1|the tag of the sensor is blank",
        "m v|a field has no name or no value",
        "m =1|a field has no name or no value",
        "m v=|field \"v\" is \"\"",
        "m v=abc|field \"v\" is \"abc\"",
        "m v=NaN|field \"v\" is \"NaN\"",
        "m v=Infinity|field \"v\" is \"Infinity\"",
        "m v=1e999|field \"v\" is \"1e999\"",
        "m v=1d|field \"v\" is \"1d\"",
        "m v=0x1p3|field \"v\" is \"0x1p3\"",
        "m v=1.5i|field \"v\" is \"1.5i\"",
        "m v=9223372036854775808i|field \"v\" is \"9223372036854775808i\"",
        "m v=-1u|field \"v\" is \"-1u\"",
        "m v=1,v=2|field \"v\" is there twice",
        "m v=1,|a field has no name or no value",
        "m v=1, w=2|a field has no name or no value",
        "m v=\"open|the text of field \"v\" has no closing quote",
        "m v=\"text\"x|the time is \"x\"",
        "m v=1 soon|the time is \"soon\"",
        "m v=1 1.5|the time is \"1.5\"",
        "m v=1 99999999999999999999|the time is",
        "m v=1 1 2|there is text after the time"
      })
  void keeps_a_line_that_is_wrong_byte_for_byte(String line, String reason) {
    if (reason == null) {
      assertThat(read(line).size()).isZero();
      return;
    }
    Batch batch = read("a v=1\n" + line + "\nb v=1\n");

    assertThat(batch.events()).extracting(SensorEvent::getSensorId).containsExactly("a", "b");
    assertThat(batch.unreadable()).extracting(Batch.Piece::index).containsExactly(1);
    Unreadable piece = batch.unreadable().get(0).content();
    assertThat(new String(piece.bytes(), UTF_8)).isEqualTo(line);
    assertThat(piece.reason()).contains(reason);
  }

  @Test
  void refuses_a_time_that_is_out_of_range() {
    Batch batch = lines.read("m v=1 9223372036854775807".getBytes(UTF_8), Precision.HOURS);

    assertThat(batch.unreadable().get(0).content().reason()).isEqualTo("the time is out of range");
  }

  @Test
  void ignores_comments_blank_lines_and_carriage_returns() {
    Batch batch = read("# comment\r\n\r\n  \nm,host=h v=1 1600000000000000000\r\n\n#\n");

    assertThat(batch.unreadable()).isEmpty();
    assertThat(batch.events()).hasSize(1);
    assertThat(batch.events().get(0).getEventTime().toEpochMilli()).isEqualTo(1600000000000L);
  }

  @Test
  void a_line_has_at_most_256_kib() {
    Batch batch = read("m,host=" + "h".repeat(LineEvents.MAX_LINE_BYTES) + " v=1\nm v=1");

    assertThat(batch.events()).hasSize(1);
    assertThat(batch.unreadable().get(0).content().reason()).contains("more than 262144 bytes");
  }

  /** Each metric repeats the measurement: all of them together would be 1.2 GiB. */
  @Test
  void a_short_line_does_not_become_a_large_event() {
    StringBuilder line = new StringBuilder("m".repeat(128 * 1024)).append(",host=h ");
    for (int i = 0; i < 10_000; i++) {
      line.append('f').append(i).append("=1,");
    }
    String message = line.append("last=1\nm v=1").toString();

    Batch batch = read(message);

    assertThat(batch.events()).hasSize(1);
    assertThat(batch.unreadable().get(0).content().reason())
        .isEqualTo("it becomes an event of more than 262144 bytes");
    assertThat(batch.unreadable().get(0).content().bytes()).hasSize(message.indexOf('\n'));
  }

  @Test
  void backslashes_that_are_doubled_do_not_make_a_sensor_id_larger_than_a_line() {
    Batch batch = read("m,host=h,a=" + "\\".repeat(200 * 1024) + "x v=1");

    assertThat(batch.unreadable().get(0).content().reason()).contains("it becomes an event of");
  }

  @Test
  void a_text_with_line_breaks_does_not_make_a_longer_line() {
    Batch batch = read("m v=1,t=\"" + ("1".repeat(1023) + "\n").repeat(300) + "\"");

    assertThat(batch.unreadable().get(0).content().reason()).contains("more than 262144 bytes");
  }

  @Test
  void lines_of_a_message_become_at_most_16_mib_of_events() {
    String line = "m".repeat(30 * 1024) + ",host=h a=1,b=2,c=3,d=4,e=5,f=6,g=7,h=8\n";

    assertThat(read(line.repeat(60)).events()).hasSize(60);
    assertThatThrownBy(() -> read(line.repeat(80)))
        .isInstanceOf(BatchTooLargeException.class)
        .hasMessageContaining("16 MiB");
  }

  @Test
  void a_line_that_is_sent_again_is_the_same_event() {
    String line = "m,host=h a=1,b=2 1600000000000000000";
    String reordered = "m,host=h b=2,a=1 1600000000000000000";

    assertThat(event(line).getEventId()).isEqualTo(event(reordered).getEventId());
  }
}
