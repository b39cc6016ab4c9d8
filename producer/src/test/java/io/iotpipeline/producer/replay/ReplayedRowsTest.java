package io.iotpipeline.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvOptions;
import io.iotpipeline.producer.csv.CsvReadings;
import io.iotpipeline.producer.options.CsvFormatOptions;
import io.iotpipeline.producer.text.CsvInput;
import io.iotpipeline.schemas.SensorEvent;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayedRowsTest {

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
    SensorEvent event = events(HEADER + VALID).get(0);

    assertThat(event.getSensorId()).isEqualTo("0e:9c");
    assertThat(event.getEventTime()).isEqualTo(Instant.parse("2020-07-13T00:00:24.502Z"));
    assertThat(event.getMeasurements()).containsOnly(entry("temp", 18.9), entry("light", 0.0));
  }

  @Test
  void the_rejects_file_is_not_created_without_rejected_rows() {
    assertThat(events(HEADER + VALID)).hasSize(1);

    assertThat(rejectsPath).doesNotExist();
    assertThat(rejectedRows.summary()).isEqualTo("rejected 0");
  }

  @Test
  void invalid_rows_go_to_the_rejects_file_with_line_and_reason() {
    String text =
        HEADER
            + VALID
            + "soon,a,1,0\n"
            + "1594598424,a,warm,0\n"
            + "\n"
            + "1594598424,a,1\n"
            + "1594598424,a,NA,NA\n"
            + "1594598424,\"a,1,0\n"
            + VALID;

    assertThat(events(text)).hasSize(2);

    assertThat(rejectsPath)
        .content()
        .isEqualTo(
            """
            line,reason,row
            3,'soon' is not a time,"soon,a,1,0"
            4,temp: 'warm' is not a number,"1594598424,a,warm,0"
            6,"3 cells, but the header has 4","1594598424,a,1"
            7,no metric has a value,"1594598424,a,NA,NA"
            8,unclosed quote,"1594598424,""a,1,0"
            """);
    assertThat(rejectedRows.summary()).isEqualTo("rejected 5 (see " + rejectsPath + ")");
    assertThat(messages).isEmpty();
  }

  @Test
  void closing_the_rejects_twice_is_no_problem() {
    assertThat(events(HEADER + VALID + VALID + "soon,a,1,0\n")).hasSize(2);

    rejectedRows.close();

    assertThat(messages).isEmpty();
    assertThat(rejectedRows.isComplete()).isTrue();
  }

  @Test
  void rejected_rows_are_reported_if_the_file_cannot_be_written() {
    rejectedRows = new RejectedRows(folder.resolve("no such folder/rejects.csv"), messages::add);

    assertThat(events(HEADER + VALID.repeat(3) + "soon,a,1,0\n" + "later,a,1,0\n")).hasSize(3);

    assertThat(messages).hasSize(3);
    assertThat(messages.get(0)).contains("no such folder", "--rejects");
    assertThat(messages.get(2)).contains("line 6", "later,a,1,0");
    assertThat(rejectedRows.isComplete()).isFalse();
  }

  @Test
  void a_repeated_line_is_the_same_event_sent_twice() {
    List<SensorEvent> events = events(HEADER + VALID + VALID + "1594598425,a,1,0\n");

    assertThat(events.get(0)).isEqualTo(events.get(1));
    assertThat(events.get(2).getEventId()).isNotEqualTo(events.get(1).getEventId());
  }

  @Test
  void a_file_in_any_order_is_sent_by_time() {
    String text = HEADER + "1594598430,a,3,0\n1594598424,a,1,0\n1594598425,a,2,0\n";

    assertThat(events(text))
        .extracting(event -> event.getMeasurements().get("temp"))
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void ids_depend_on_the_fixed_sensor_id() {
    String text = "timestamp,value\n2013-12-02 21:15:00,73.96732207\n";

    SensorEvent one = events(text, null, "machine-1").get(0);
    SensorEvent two = events(text, null, "machine-2").get(0);

    assertThat(one.getSensorId()).isEqualTo("machine-1");
    assertThat(one.getMeasurements()).containsOnly(entry("value", 73.96732207));
    assertThat(one.getEventId()).isNotEqualTo(two.getEventId());
  }

  private List<SensorEvent> events(String text) {
    return events(text, "device", null);
  }

  private List<SensorEvent> events(String text, String sensorColumn, String sensorId) {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs();
    CsvOptions options = arguments.format.resolve(sensorColumn, sensorId, List.of(), null, null);
    List<SensorEvent> events = new ArrayList<>();
    try (CsvInput input =
        CsvInput.copy("test.csv", new ByteArrayInputStream(text.getBytes(UTF_8)))) {
      CsvFile file = CsvFile.open(input, options);
      try (RejectedRows closing = rejectedRows;
          CsvReadings readings = file.byTime(file.rows(), closing::add)) {
        new ScheduledEvents(
                readings,
                new RowEventIds(sensorId),
                new ReplaySchedule(0, null),
                new FutureReadings(InstantSource.system(), Optional.empty()))
            .forEachRemaining(record -> events.add(SentEvent.of(record)));
      }
    }
    return events;
  }

  @CommandLine.Command
  private static final class Arguments {
    @CommandLine.Mixin private CsvFormatOptions format;
  }
}
