package io.iotpipeline.producer.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.iotpipeline.producer.options.CsvFormatOptions;
import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.producer.text.CsvInput;
import io.iotpipeline.producer.text.TextLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** How files of many origins are read. The result is written as one text a row. */
class CsvFileTest {

  private static final String ONE = "2024-01-31T12:00:00Z S1 {Feuchte=1023.7, Temperatur=21.5}";

  @TempDir private Path folder;

  // Order and missing values.

  @Test
  void the_order_of_the_times_is_seen() {
    assertThat(layout("time,temp\n2024-01-02,1\n2024-01-01,2\n").ordered()).isFalse();
    assertThat(layout("time,temp\n2024-01-01,1\n2024-01-01,2\n2024-01-02,3\n").ordered()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NA",
        "null",
        "-",
        " - ",
        "NaN",
        "MM",
        "#N/A",
        "inf",
        "unavailable",
        "unknown",
        "None",
        ""
      })
  void a_missing_value_leaves_its_cell_empty_and_the_row_stays(String word) {
    assertThat(rows("time,a,b\n2024-01-31,1,2\n2024-01-31,%s,2\n".formatted(word), "x"))
        .containsExactly("2024-01-31T00:00:00Z x {a=1.0, b=2.0}", "2024-01-31T00:00:00Z x {b=2.0}");
  }

  @Test
  void missing_values_are_counted() throws IOException {
    try (CsvInput input =
            input("time,a\n2024-01-31,1\n2024-01-31,NA\n2024-01-31,-\n2024-01-31,-\n");
        CsvRows rows = CsvFile.open(input, options("x")).rows()) {
      while (rows.next().isPresent()) {}
      assertThat(rows.missing().summary()).isEqualTo("3 missing values (- 2, NA 1)");
    }
  }

  @Test
  void a_word_for_missing_values_can_be_added() {
    String text = "time,a,b\n2024-01-31,1,2\n2024-01-31,kaputt,2\n";

    assertThat(rows(text, "x").get(1)).isEqualTo("line 3: a: 'kaputt' is not a number");
    assertThat(rows(text, "x", "--missing=Kaputt").get(1))
        .isEqualTo("2024-01-31T00:00:00Z x {b=2.0}");
  }

  // Dialects.

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"`;`", "`\t`", "`|`"})
  void the_delimiter_and_the_decimal_comma_are_recognized(String delimiter) {
    assertThat(
            rowsBySensor(
                """
                Zeit;Gerät;Temperatur;Feuchte
                2024-01-31 12:00:00;"S1";21,5;1.023,7
                2024-01-31 12:01:00;"S1";21,6;40
                """
                    .replace(";", delimiter),
                "Gerät"))
        .containsExactly(ONE, "2024-01-31T12:01:00Z S1 {Feuchte=40.0, Temperatur=21.6}");
  }

  @Test
  void commas_between_cells_and_quoted_decimal_commas_are_told_apart() {
    assertThat(rows("time,a,b\n2024-01-31,\"1,5\",2\n2024-02-01,\"2,5\",\"1.000,25\"\n", "x"))
        .containsExactly(
            "2024-01-31T00:00:00Z x {a=1.5, b=2.0}", "2024-02-01T00:00:00Z x {a=2.5, b=1000.25}");
  }

  @Test
  void thousands_and_decimal_points_are_read() {
    assertThat(rows("time;a\n2024-01-31;1,023.5\n2024-02-01;1,023\n", "x"))
        .containsExactly("2024-01-31T00:00:00Z x {a=1023.5}", "2024-02-01T00:00:00Z x {a=1023.0}");
  }

  @Test
  void a_number_that_can_be_two_numbers_is_asked_for() {
    String text = "time;a\n2024-01-31;1,023\n";

    assertThatThrownBy(() -> layout(text))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'1,023'")
        .hasMessageContaining("--decimal comma");
    assertThat(rows(text, "x", "--decimal=comma"))
        .containsExactly("2024-01-31T00:00:00Z x {a=1.023}");
    assertThatThrownBy(() -> layout("time;a;b\n2024-01-31;1,5;1.5\n"))
        .hasMessageContaining("'1.5'")
        .hasMessageContaining("'1,5'")
        .hasMessageContaining("--decimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "windows-1252"})
  void encodings_are_recognized(String name) {
    String text = "Zeit,Temperatur,Gerät\n2024-01-31T12:00:00Z,21.5,Küche\n";

    assertThat(rowsBySensor(text.getBytes(Charset.forName(name)), "Gerät"))
        .containsExactly("2024-01-31T12:00:00Z Küche {Temperatur=21.5}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void a_byte_order_mark_is_no_part_of_the_first_column(String name) {
    byte[] bytes = "\uFEFFtime,temp\n2024-01-31,1\n".getBytes(Charset.forName(name));

    assertThat(rows(bytes, "x")).containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
  }

  @Test
  void bytes_that_are_no_text_are_an_error() {
    byte[] bytes = new byte[5000];
    bytes[100] = 7;

    assertThatThrownBy(() -> rows(bytes, "x"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("not a text file");
  }

  @Test
  void an_invalid_byte_far_from_the_beginning_is_seen() {
    String many =
        IntStream.range(0, 20_000).mapToObj(i -> "2024-01-31,x,1\n").collect(Collectors.joining());
    byte[] bytes = ("time,s,v\n" + many + "2024-01-31,Küche,2\n").getBytes(ISO_8859_1);

    List<String> rows = rowsBySensor(bytes, "s");

    assertThat(rows).hasSize(20_001);
    assertThat(rows.get(20_000)).contains("Küche");
  }

  @Test
  void gzip_and_zstd_are_decompressed() throws IOException {
    byte[] text = "time,temp\n2024-01-31,1\n".getBytes(UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(text);
    }

    assertThat(rows(gzip.toByteArray(), "x")).isEqualTo(rows(text, "x"));
    assertThat(rows(Zstd.compress(text), "x")).isEqualTo(rows(text, "x"));
  }

  @Test
  void the_header_is_found_below_other_text() {
    String text = "Station: Kiel\nSerial,123\n\n# comment\ntime,temp\n2024-01-31,1\n# end\n";

    assertThat(rows(text, "x")).containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
    assertThat(rows("a,b\n" + text, "x", "--time-column=time"))
        .containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
    assertThat(rows("time,temp\ntime,temp\n2024-01-31,1\n", "x", "--skip-lines=1"))
        .containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
  }

  @Test
  void a_header_in_a_comment_is_found_by_its_columns() {
    assertThat(rows("#time,temp\n2024-01-31,1\n", "x", "--time-column=time"))
        .containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
  }

  @Test
  void a_row_of_units_is_no_row() {
    String text = "time,temp,hum\n,°C,%\n2024-01-31T12:00:00Z,21.5,40\n";

    assertThat(rows(text, "x")).containsExactly("2024-01-31T12:00:00Z x {hum=40.0, temp=21.5}");
    assertThat(layout(text).firstLine()).isEqualTo(3);
  }

  @Test
  void more_than_three_rows_without_values_below_the_header_are_rows() {
    List<String> rows =
        rows("time,v\n" + "soon,warm\n".repeat(5) + "2024-01-31,1\n".repeat(9), "x");

    assertThat(rows).hasSize(2 + 9);
    assertThat(rows.get(0)).isEqualTo("line 5: 'soon' is not a time");
  }

  @Test
  void comments_between_the_rows_are_counted() {
    try (CsvInput input = input("time,v\n2024-01-31,1\n#2024-02-01,2\n");
        CsvRows rows = CsvFile.open(input, options("x")).rows()) {
      while (rows.next().isPresent()) {}
      assertThat(rows.count()).isEqualTo(1);
      assertThat(rows.comments()).isEqualTo(1);
    }
  }

  @Test
  void a_repeated_header_is_no_row() {
    assertThat(rows("time,temp\n2024-01-31,1\ntime,temp\n2024-02-01,2\n", "x")).hasSize(2);
  }

  @Test
  void a_delimiter_at_the_end_of_each_line_makes_no_column() {
    assertThat(rows("time;temp;\n2024-01-31;1;\n", "x"))
        .containsExactly("2024-01-31T00:00:00Z x {temp=1.0}");
    assertThat(rows("time;temp\n2024-01-31;1;\n2024-01-31;2;\n", "x"))
        .containsExactly("2024-01-31T00:00:00Z x {temp=1.0}", "2024-01-31T00:00:00Z x {temp=2.0}");
  }

  /** As ThingSpeak and HOBOware export them. */
  @Test
  void the_header_of_a_file_with_empty_columns_at_the_end_is_found() {
    assertThat(
            rows(
                "created_at,entry_id,field1,latitude,status\n"
                    + "2026-10-05 00:00:00 UTC,1,15.1,,\n".repeat(3),
                "x"))
        .hasSize(3)
        .containsOnly("2026-10-05T00:00:00Z x {entry_id=1.0, field1=15.1}");
    assertThat(
            layout(
                    "\"Plot Title: 7\"\n\"#\",\"Date Time\",\"Temp\",\"Host Connected\"\n"
                        + "1,10/25/26 01:00:00 AM,15.1,\n".repeat(3))
                .header()
                .columns())
        .containsExactly("#", "Date Time", "Temp", "Host Connected");
  }

  @Test
  void quoted_cells_keep_their_blanks_delimiters_and_line_breaks() {
    String rows = "2024-01-31,x,1\n2024-01-31,\"a, \"\"b\"\"\nc \",1\n2024-01-31,x,1\n";

    assertThat(rowsBySensor("time,s,v\n" + rows, "s").get(1))
        .isEqualTo("2024-01-31T00:00:00Z a, \"b\"\nc  {v=1.0}");
  }

  @Test
  void an_unclosed_quote_affects_its_own_row_only() {
    assertThat(rowsBySensor("time,s,v\n2024-01-31,\"a,1\n2024-02-01,b,2\n", "s"))
        .containsExactly("line 2: unclosed quote", "2024-02-01T00:00:00Z b {v=2.0}");
  }

  @Test
  void a_line_without_end_needs_bounded_memory() {
    String text = "time,v\n2024-01-31,1\n" + "9".repeat(3 * TextLines.MAX_CHARACTERS) + "\n";

    assertThat(rows(text + "2024-02-01,2\n", "x"))
        .containsExactly(
            "2024-01-31T00:00:00Z x {v=1.0}",
            "line 3: longer than 1048576 characters",
            "2024-02-01T00:00:00Z x {v=2.0}");
  }

  // Times.

  @Test
  void days_and_months_are_told_apart_by_the_whole_file() {
    String many =
        IntStream.range(0, 1000)
            .mapToObj(i -> "03/04/2024 10:%02d,1\n".formatted(i % 60))
            .collect(Collectors.joining());

    assertThat(rows("time,v\n" + many + "13/04/2024 10:00,2\n", "x").get(0))
        .startsWith("2024-04-03T10:00:00Z");
    assertThat(rows("time,v\n" + many + "04/13/2024 10:00,2\n", "x").get(0))
        .startsWith("2024-03-04T10:00:00Z");
  }

  @Test
  void a_day_that_may_be_a_month_is_asked_for() {
    String text = "time,v\n03/04/2024 10:00,1\n";

    assertThatThrownBy(() -> layout(text))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'03/04/2024 10:00'")
        .hasMessageContaining("--time-format M/d/uuuu or --time-format d/M/uuuu");
    assertThat(rows(text, "x", "--time-format=d/M/uuuu").get(0)).startsWith("2024-04-03T10:00:00Z");
    assertThat(rows(text, "x", "--time-format=dd/MM/yyyy HH:mm").get(0))
        .startsWith("2024-04-03T10:00:00Z");
  }

  @Test
  void date_and_time_can_be_in_two_columns() {
    String text = "Datum;Uhrzeit;v\n31.01.2024;18:00;1,5\n01.02.2024;18:30;1,5\n";

    assertThat(rows(text, "x").get(0)).isEqualTo("2024-01-31T18:00:00Z x {v=1.5}");
    assertThat(rows(text, "x", "--time-column=Datum,Uhrzeit").get(1))
        .isEqualTo("2024-02-01T18:30:00Z x {v=1.5}");
    assertThat(rows("Date;Time;v\n10/03/2004;18.30.05;2,6\n31/03/2004;19.00.00;2\n", "x"))
        .containsExactly("2004-03-10T18:30:05Z x {v=2.6}", "2004-03-31T19:00:00Z x {v=2.0}");
  }

  @Test
  void times_without_an_offset_are_of_the_zone() {
    assertThat(rows("time,v\n2024-07-01 12:00,1\n", "x", "--time-zone=Europe/Berlin").get(0))
        .startsWith("2024-07-01T10:00:00Z");
  }

  @Test
  void a_time_that_does_not_exist_in_the_zone_is_invalid() {
    assertThat(rows("time,v\n2024-03-31 02:30,1\n", "x", "--time-zone=Europe/Berlin").get(0))
        .startsWith("line 2: '2024-03-31T02:30' does not exist");
  }

  @Test
  void seconds_since_1970_are_a_time_in_a_column_of_that_name_only() {
    assertThat(rows("ts,v\n1706724005,1\n", "x").get(0)).startsWith("2024-01-31T18:00:05Z");
    assertThatThrownBy(() -> layout("counter,v\n1706724005,1\n"))
        .hasMessageContaining("--time-column")
        .hasMessageContaining("counter, v");
    assertThat(rows("counter,v\n1706724005,1\n", "x", "--time-column=counter")).hasSize(1);
  }

  @Test
  void two_columns_of_times_are_asked_for() {
    assertThatThrownBy(() -> layout("start,end,v\n2024-01-31 10:00,2024-01-31 11:00,1\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("set --time-column to one of start, end");
  }

  @Test
  void times_that_cannot_be_read_are_shown() {
    assertThatThrownBy(() -> layout("time,v\nsoon,1\n", "--time-column=time"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'soon'")
        .hasMessageContaining("--time-format");
  }

  // Columns.

  @Test
  void columns_without_numbers_are_left_out_and_named() {
    CsvLayout layout = layout("time,status,temp\n2024-01-31,ok,1\n2024-02-01,bad,2\n");

    assertThat(layout.metrics()).containsExactly("temp");
    assertThat(layout.leftOut()).containsExactly("status");
  }

  @Test
  void text_in_a_column_of_numbers_makes_its_row_invalid() {
    assertThat(rows("time,temp\n2024-01-31,1\n2024-02-01,warm\n", "x").get(1))
        .isEqualTo("line 3: temp: 'warm' is not a number");
  }

  @Test
  void the_long_format_has_a_metric_in_each_row() {
    assertThat(
            rowsBySensor(
                """
                ts,device,field,value
                2024-01-31,a,temp,21.5
                2024-01-31,a,hum,40
                2024-01-31,a,co2,NA
                """,
                "device",
                "--metric",
                "field",
                "--value",
                "value"))
        .containsExactly(
            "2024-01-31T00:00:00Z a {temp=21.5}",
            "2024-01-31T00:00:00Z a {hum=40.0}",
            "line 4: no metric has a value");
  }

  @Test
  void a_missing_column_lists_the_columns_of_the_file() {
    assertThatThrownBy(() -> layout("ts,device,temp\n2024-01-31,a,1\n", "--time-column=time"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining(
            "time column 'time' not found; columns of the file: ts, device, temp");
    assertThatThrownBy(() -> rowsBySensor("ts,device,temp\n2024-01-31,a,1\n", "sensor"))
        .hasMessageContaining("sensor column 'sensor'");
  }

  @Test
  void an_ambiguous_column_is_an_error() {
    assertThatThrownBy(() -> layout("ts,a,a\n2024-01-31,1,2\n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'a' is ambiguous");
  }

  @Test
  void a_file_without_numbers_is_an_error() {
    assertThatThrownBy(() -> layout("ts,a\n2024-01-31,x\n", "--time-column=ts"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("no column with numbers");
  }

  @Test
  void an_empty_file_is_an_error() {
    assertThatThrownBy(() -> layout(" \n"))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("header");
  }

  @Test
  void rows_of_the_wrong_shape_are_invalid() {
    assertThat(
            rowsBySensor(
                "ts,s,v\nsoon,a,1\n2024-01-31,a\n2024-01-31, ,1\n2024-01-31,a,\n2024-01-31,a,1\n",
                "s"))
        .containsExactly(
            "line 2: 'soon' is not a time",
            "line 3: 2 cells, but the header has 3",
            "line 4: the sensor id is empty",
            "line 5: no metric has a value",
            "2024-01-31T00:00:00Z a {v=1.0}");
  }

  private CsvLayout layout(String text, String... args) {
    try (CsvInput input = input(text)) {
      return CsvFile.open(input, options("x", args)).layout();
    }
  }

  private List<String> rows(String text, String sensor, String... args) {
    return rows(text.getBytes(UTF_8), sensor, args);
  }

  private List<String> rows(byte[] bytes, String sensor, String... args) {
    try (CsvInput input = input(bytes)) {
      return rows(CsvFile.open(input, options(sensor, args)));
    }
  }

  private List<String> rowsBySensor(String text, String column, String... longFormat) {
    return rowsBySensor(text.getBytes(UTF_8), column, longFormat);
  }

  /**
   * @param longFormat the columns of the metric and the value, each after its name
   */
  private List<String> rowsBySensor(byte[] bytes, String column, String... longFormat) {
    String metric = longFormat.length == 0 ? null : longFormat[1];
    String value = longFormat.length == 0 ? null : longFormat[3];
    CsvOptions options = parsed().resolve(column, null, List.of(), metric, value);
    try (CsvInput input = input(bytes)) {
      return rows(CsvFile.open(input, options));
    }
  }

  private static List<String> rows(CsvFile file) {
    List<String> texts = new ArrayList<>();
    try (CsvRows rows = file.rows()) {
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        texts.add(text(row.get()));
      }
    }
    return texts;
  }

  private static String text(CsvRow row) {
    if (row instanceof CsvRow.Reading reading) {
      Map<String, Double> sorted = new TreeMap<>(reading.measurements());
      return reading.time() + " " + reading.sensorId() + " " + sorted;
    }
    return "line " + row.line() + ": " + ((CsvRow.Invalid) row).reason();
  }

  private static CsvOptions options(String sensor, String... args) {
    return parsed(args).resolve(null, sensor, List.of(), null, null);
  }

  @CommandLine.Command
  private static final class Arguments {
    @CommandLine.Mixin private CsvFormatOptions format;
  }

  private static CsvFormatOptions parsed(String... args) {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs(args);
    return arguments.format;
  }

  private static CsvInput input(String text) {
    return input(text.getBytes(UTF_8));
  }

  private static CsvInput input(byte[] bytes) {
    return CsvInput.copy("test.csv", new ByteArrayInputStream(bytes));
  }

  @Test
  void a_file_is_opened_by_its_name() throws IOException {
    Path path = Files.writeString(folder.resolve("a.csv"), "time,temp\n2024-05-07,1\n");
    try (CsvInput input = CsvInput.open(path)) {
      assertThat(rows(CsvFile.open(input, options("x")))).hasSize(1);
    }
    assertThatThrownBy(() -> CsvInput.open(folder.resolve("none.csv")))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("none.csv");
    assertThatThrownBy(() -> CsvInput.open(folder))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("it is a folder");
  }
}
