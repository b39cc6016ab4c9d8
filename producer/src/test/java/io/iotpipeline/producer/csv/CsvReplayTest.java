package io.iotpipeline.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.iotpipeline.producer.send.StartupException;
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

  private static final CsvReplay.Rhythm AT_ONCE = new CsvReplay.Rhythm(0, null);
  private static final String HEADER = "ts,device,temp,light\n";
  private static final String GOOD = "1594598424.5023336,0e:9c,18.9,false\n";

  @TempDir private Path folder;
  private final List<String> complaints = new ArrayList<>();
  private Path rejectsPath;
  private RejectedRows rejects;

  @BeforeEach
  void set_up() {
    rejectsPath = folder.resolve("rejects.csv");
    rejects = new RejectedRows(rejectsPath, complaints::add);
  }

  @Test
  void a_row_becomes_an_event() {
    SensorEvent event = replayed(HEADER + GOOD).get(0);

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
  void nothing_rejected_makes_no_file() {
    assertThat(replayed(HEADER + GOOD)).hasSize(1);

    assertThat(rejectsPath).doesNotExist();
    assertThat(rejects.summary()).isEqualTo("rejected 0");
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
  void rows_that_cannot_be_read_are_set_aside_with_line_and_reason() {
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
            + GOOD;

    assertThat(replayed(text)).hasSize(1);

    assertThat(rejectsPath)
        .content()
        .isEqualTo(
            """
            line,reason,row
            2,'soon' is no time,"soon,a,1,0"
            3,temp: 'warm' is no number; --metrics selects what to read,"1594598424,a,warm,0"
            4,temp: 'NaN' is no number; --metrics selects what to read,"1594598424,a,NaN,0"
            6,3 cells where the header has 4,"1594598424,a,1"
            7,no sensor id,"1594598424, ,1,0"
            8,no metric has a value,"1594598424,a,,"
            9,broken quotes,"1594598424,""a,1,0"
            """);
    assertThat(rejects.summary()).isEqualTo("rejected 7 (see " + rejectsPath + ")");
    assertThat(complaints).isEmpty();
  }

  @Test
  void rejects_that_cannot_be_written_are_reported() {
    rejects = new RejectedRows(folder.resolve("no such folder/rejects.csv"), complaints::add);

    assertThat(replayed(HEADER + "soon,a,1,0\n" + "later,a,1,0\n" + GOOD)).hasSize(1);

    assertThat(complaints).hasSize(3);
    assertThat(complaints.get(0)).contains("no such folder", "--rejects");
    assertThat(complaints.get(2)).contains("line 3", "later,a,1,0");
    assertThat(rejects.complete()).isFalse();
  }

  @Test
  void a_file_replayed_again_gives_the_same_ids_at_any_speed_and_time() {
    CsvReplay.Rhythm live = new CsvReplay.Rhythm(60, Instant.parse("2026-03-01T12:00:00Z"));

    List<SensorEvent> first = replayed(HEADER + GOOD + "1594598425,a,1,0\n");
    List<SensorEvent> again = replayed(HEADER + GOOD + "1594598425,a,1,0\n", null, live);

    assertThat(ids(again)).isEqualTo(ids(first)).doesNotHaveDuplicates();
  }

  @Test
  void a_line_that_stands_twice_is_one_event_sent_twice() {
    assertThat(replayed(HEADER + GOOD + GOOD))
        .hasSize(2)
        .containsOnly(replayed(HEADER + GOOD).get(0));
  }

  @Test
  void ids_of_a_file_of_one_sensor_depend_on_the_sensor() {
    String text = "timestamp,value\n2013-12-02 21:15:00,73.96732207\n";

    SensorEvent one = replayed(text, "machine-1", AT_ONCE).get(0);
    SensorEvent two = replayed(text, "machine-2", AT_ONCE).get(0);

    assertThat(one.getSensorId()).isEqualTo("machine-1");
    assertThat(one.getMeasurements()).containsOnly(entry("value", 73.96732207));
    assertThat(one.getEventId()).isNotEqualTo(two.getEventId());
  }

  @Test
  void readings_are_due_as_the_files_times_say() {
    Instant first = Instant.parse("2020-07-13T00:00:00Z");
    Instant hourLater = first.plusSeconds(3600);

    assertThat(new CsvReplay.Rhythm(1, null).dueNanos(first, hourLater))
        .isEqualTo(TimeUnit.HOURS.toNanos(1));
    assertThat(new CsvReplay.Rhythm(60, null).dueNanos(first, hourLater))
        .isEqualTo(TimeUnit.MINUTES.toNanos(1));
    assertThat(AT_ONCE.dueNanos(first, hourLater)).isZero();
    assertThat(new CsvReplay.Rhythm(1, null).dueNanos(hourLater, first)).isNegative();
    assertThat(new CsvReplay.Rhythm(1, null).dueNanos(first, Instant.parse("5000-01-01T00:00:00Z")))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void shifted_times_keep_their_distances() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");

    List<SensorEvent> events =
        replayed(HEADER + GOOD + "1594598425.6,a,1,0\n", null, new CsvReplay.Rhythm(1, now));

    assertThat(events)
        .extracting(SensorEvent::getEventTime)
        .containsExactly(now, now.plusMillis(1098));
  }

  @Test
  void an_empty_file_is_refused() {
    assertThatThrownBy(() -> replayed(" \n"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("header");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> CsvFile.open(folder.resolve("none.csv")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("none.csv");
  }

  @Test
  void bytes_that_are_not_utf_8_stop_nothing() {
    byte[] bytes =
        (HEADER + "1594598424,\u00e9,1,0\n" + GOOD).getBytes(StandardCharsets.ISO_8859_1);

    assertThat(replayed(bytes, null, AT_ONCE)).hasSize(2);
  }

  private List<SensorEvent> replayed(String text) {
    return replayed(text, null, AT_ONCE);
  }

  private List<SensorEvent> replayed(String text, String sensorId, CsvReplay.Rhythm rhythm) {
    return replayed(text.getBytes(StandardCharsets.UTF_8), sensorId, rhythm);
  }

  private List<SensorEvent> replayed(byte[] text, String sensorId, CsvReplay.Rhythm rhythm) {
    List<SensorEvent> events = new ArrayList<>();
    try (CsvFile file = CsvFile.open(Files.write(folder.resolve("file.csv"), text));
        RejectedRows closing = rejects) {
      CsvColumns columns =
          sensorId == null
              ? CsvColumns.find(file.header(), "ts", "device", List.of())
              : CsvColumns.find(file.header(), "timestamp", null, List.of());
      CsvReplay replay = new CsvReplay(file, new CsvRowReader(columns, sensorId), closing, rhythm);
      replay.forEachRemaining(
          outgoing -> {
            byte[] unused =
                outgoing.value(
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
