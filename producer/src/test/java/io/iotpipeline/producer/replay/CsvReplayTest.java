package io.iotpipeline.producer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.iotpipeline.producer.csv.CsvColumns;
import io.iotpipeline.producer.csv.CsvException;
import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvRowReader;
import io.iotpipeline.schemas.SensorEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReplayTest {

  private static final ReplaySchedule UNPACED = new ReplaySchedule(0, null);
  private static final String HEADER = "ts,device,temp,light\n";
  private static final String VALID = "1594598424.5023336,0e:9c,18.9,false\n";

  @TempDir private Path folder;
  private final List<String> messages = new ArrayList<>();
  private Path rejectsPath;
  private RejectedRows rejectedRows;

  @BeforeEach
  void set_up() {
    rejectsPath = folder.resolve("rejects.csv");
    rejectedRows = new RejectedRows(rejectsPath, messages::add);
  }

  @Test
  void a_row_becomes_an_event() {
    SensorEvent event = replayed(HEADER + VALID).get(0);

    assertThat(event.getSensorId()).isEqualTo("0e:9c");
    assertThat(event.getEventTime()).isEqualTo(Instant.parse("2020-07-13T00:00:24.502Z"));
    assertThat(event.getMeasurements()).containsOnly(entry("temp", 18.9), entry("light", 0.0));
  }

  @Test
  void an_empty_cell_is_a_metric_that_was_not_measured() {
    assertThat(replayed(HEADER + "1594598424,a,,true\n").get(0).getMeasurements())
        .containsOnlyKeys("light");
  }

  @Test
  void the_rejects_file_is_not_created_without_rejected_rows() {
    assertThat(replayed(HEADER + VALID)).hasSize(1);

    assertThat(rejectsPath).doesNotExist();
    assertThat(rejectedRows.summary()).isEqualTo("rejected 0");
  }

  @Test
  void quoted_header_byte_order_mark_blank_lines_and_windows_line_ends_are_read() {
    String text = "\uFEFF\"ts\", \"device\",\"temp\",\"light\"\r\n\r\n1594598424,a,1,0\r\n   \r\n";

    assertThat(replayed(text))
        .singleElement()
        .satisfies(event -> assertThat(event.getMeasurements()).containsOnlyKeys("temp", "light"));
    assertThat(rejectsPath).doesNotExist();
  }

  @Test
  void invalid_rows_go_to_the_rejects_file_with_line_and_reason() {
    String text =
        HEADER
            + "soon,a,1,0\n"
            + "1594598424,a,warm,0\n"
            + "1594598424,a,NaN,0\n"
            + "\n"
            + "1594598424,a,1\n"
            + "1594598424, ,1,0\n"
            + "1594598424,a,,\n"
            + "1594598424,\"a,1,0\n"
            + VALID;

    assertThat(replayed(text)).hasSize(1);

    assertThat(rejectsPath)
        .content()
        .isEqualTo(
            """
            line,reason,row
            2,'soon' is not a time,"soon,a,1,0"
            3,temp: 'warm' is not a number,"1594598424,a,warm,0"
            4,temp: 'NaN' is not a number,"1594598424,a,NaN,0"
            6,"3 cells, but the header has 4","1594598424,a,1"
            7,the sensor id is empty,"1594598424, ,1,0"
            8,no metric has a value,"1594598424,a,,"
            9,unclosed quote,"1594598424,""a,1,0"
            """);
    assertThat(rejectedRows.summary()).isEqualTo("rejected 7 (see " + rejectsPath + ")");
    assertThat(messages).isEmpty();
  }

  @Test
  void rejected_rows_are_reported_if_the_file_cannot_be_written() {
    rejectedRows = new RejectedRows(folder.resolve("no such folder/rejects.csv"), messages::add);

    assertThat(replayed(HEADER + "soon,a,1,0\n" + "later,a,1,0\n" + VALID)).hasSize(1);

    assertThat(messages).hasSize(3);
    assertThat(messages.get(0)).contains("no such folder", "--rejects");
    assertThat(messages.get(2)).contains("line 3", "later,a,1,0");
    assertThat(rejectedRows.isComplete()).isFalse();
  }

  @Test
  void a_file_gives_the_same_ids_at_any_speed_and_time() {
    ReplaySchedule live = new ReplaySchedule(60, Instant.parse("2026-03-01T12:00:00Z"));

    List<SensorEvent> first = replayed(HEADER + VALID + "1594598425,a,1,0\n");
    List<SensorEvent> again = replayed(HEADER + VALID + "1594598425,a,1,0\n", null, live);

    assertThat(ids(again)).isEqualTo(ids(first)).doesNotHaveDuplicates();
  }

  @Test
  void a_repeated_line_is_the_same_event_sent_twice() {
    assertThat(replayed(HEADER + VALID + VALID))
        .hasSize(2)
        .containsOnly(replayed(HEADER + VALID).get(0));
  }

  @Test
  void ids_depend_on_the_fixed_sensor_id() {
    String text = "timestamp,value\n2013-12-02 21:15:00,73.96732207\n";

    SensorEvent one = replayed(text, "machine-1", UNPACED).get(0);
    SensorEvent two = replayed(text, "machine-2", UNPACED).get(0);

    assertThat(one.getSensorId()).isEqualTo("machine-1");
    assertThat(one.getMeasurements()).containsOnly(entry("value", 73.96732207));
    assertThat(one.getEventId()).isNotEqualTo(two.getEventId());
  }

  @Test
  void due_times_follow_the_times_of_the_file() {
    Instant first = Instant.parse("2020-07-13T00:00:00Z");
    Instant hourLater = first.plusSeconds(3600);

    assertThat(new ReplaySchedule(1, null).dueNanos(first, hourLater))
        .isEqualTo(TimeUnit.HOURS.toNanos(1));
    assertThat(new ReplaySchedule(60, null).dueNanos(first, hourLater))
        .isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(UNPACED.dueNanos(first, hourLater)).isZero();
    assertThat(new ReplaySchedule(1, null).dueNanos(hourLater, first)).isNegative();
    assertThat(new ReplaySchedule(1, null).dueNanos(first, Instant.parse("5000-01-01T00:00:00Z")))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shifted_times_keep_their_distance() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");

    List<SensorEvent> events =
        replayed(HEADER + VALID + "1594598425.6,a,1,0\n", null, new ReplaySchedule(1, now));

    assertThat(events)
        .extracting(SensorEvent::getEventTime)
        .containsExactly(now, now.plusMillis(1098));
  }

  @Test
  void an_empty_file_is_an_error() {
    assertThatThrownBy(() -> replayed(" \n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("header");
  }

  @Test
  void a_missing_file_is_named_in_the_error() {
    assertThatThrownBy(() -> CsvFile.open(folder.resolve("none.csv")))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void bytes_that_are_not_utf_8_do_not_stop_the_replay() {
    byte[] bytes =
        (HEADER + "1594598424,\u00e9,1,0\n" + VALID).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(replayed(bytes, null, UNPACED)).hasSize(2);
  }

  private List<SensorEvent> replayed(String text) {
    return replayed(text, null, UNPACED);
  }

  private List<SensorEvent> replayed(String text, String sensorId, ReplaySchedule schedule) {
    return replayed(text.getBytes(StandardCharsets.UTF_8), sensorId, schedule);
  }

  private List<SensorEvent> replayed(byte[] text, String sensorId, ReplaySchedule schedule) {
    List<SensorEvent> events = new ArrayList<>();
    try (CsvFile file = CsvFile.open(Files.write(folder.resolve("file.csv"), text));
        RejectedRows closing = rejectedRows) {
      CsvColumns columns =
          sensorId == null
              ? CsvColumns.find(file.header(), "ts", "device", List.of())
              : CsvColumns.find(file.header(), "timestamp", null, List.of());
      CsvReplay replay =
          new CsvReplay(
              file,
              new CsvRowReader(columns, sensorId),
              new RowEventIds(sensorId),
              closing,
              schedule);
      replay.forEachRemaining(
          record -> {
            byte[] unused =
                record.value(
                    event -> {
                      events.add(event);
                      return new byte[0];
                    });
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return events;
  }

  private static List<String> ids(List<SensorEvent> events) {
    return events.stream().map(SensorEvent::getEventId).toList();
  }
}
