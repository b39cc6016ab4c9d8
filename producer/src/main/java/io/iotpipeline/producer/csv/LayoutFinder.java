package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.NumberFormat;
import io.iotpipeline.producer.parse.TimeFormat;
import io.iotpipeline.producer.text.CsvException;
import io.iotpipeline.producer.text.CsvInput;
import io.iotpipeline.producer.text.CsvLine;
import io.iotpipeline.producer.text.CsvLines;
import io.iotpipeline.producer.text.CsvSplitter;
import io.iotpipeline.producer.text.TextEncoding;
import io.iotpipeline.producer.text.TextLines;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Recognizes how a CSV file is written, from all of its rows where the first ones are not enough:
 * that days go up to 31 may be seen in the last row only.
 */
final class LayoutFinder {

  /** Lines in which the delimiter, the header and the time column are looked for. */
  private static final int SAMPLE = 200;

  /** Rows below the header with units, types and the like; more than these are rows. */
  private static final int MAX_DESCRIBING = 3;

  private final CsvInput input;
  private final CsvOptions options;
  private final MissingValues missing;

  LayoutFinder(CsvInput input, CsvOptions options) {
    this.input = input;
    this.options = options;
    this.missing = new MissingValues(options.missing());
  }

  /**
   * @throws CsvException if something cannot be recognized with certainty
   */
  CsvLayout find() throws IOException {
    Charset encoding =
        options.encoding().isPresent() ? options.encoding().get() : TextEncoding.of(input);
    List<TextLines.Line> first = firstLines(encoding);
    Delimiter delimiter = delimiter(first);
    CsvSplitter splitter = new CsvSplitter(delimiter.character(), options.quote());
    CsvHeader header =
        new HeaderFinder(splitter, options)
            .find(first, delimiter.cells())
            .orElseThrow(() -> new CsvException(input.name() + " has no header row"));
    try (CsvLines lines = linesAfter(header.line(), encoding, splitter)) {
      return scan(encoding, delimiter.character(), header, lines);
    }
  }

  private List<TextLines.Line> firstLines(Charset encoding) throws IOException {
    List<TextLines.Line> first = new ArrayList<>();
    try (TextLines lines = new TextLines(input, encoding)) {
      TextLines.Line line = lines.next();
      while (line != null && first.size() < SAMPLE) {
        if (line.number() > options.skipLines() && !line.text().isBlank()) {
          first.add(line);
        }
        line = lines.next();
      }
    }
    if (first.isEmpty()) {
      throw new CsvException(input.name() + " is empty; a CSV file with a header row is required");
    }
    return first;
  }

  private Delimiter delimiter(List<TextLines.Line> first) {
    List<String> rows =
        first.stream()
            .map(TextLines.Line::text)
            .filter(text -> !CsvLines.isComment(text, options.comment()))
            .toList();
    return options
        .delimiter()
        .map(stated -> new Delimiter(rows, stated, options.quote()))
        .or(() -> Delimiter.of(rows, options.quote()))
        .orElseThrow(
            () ->
                new CsvException(
                    input.name()
                        + ": no delimiter of , ; | and tab separates the lines into equal numbers"
                        + " of cells; set --delimiter, or --skip-lines if there is text before"
                        + " the header"));
  }

  private CsvLines linesAfter(long line, Charset encoding, CsvSplitter splitter)
      throws IOException {
    TextLines lines = new TextLines(input, encoding);
    for (long i = 0; i < line; i++) {
      TextLines.Line unused = lines.next();
    }
    return new CsvLines(lines, splitter, options.comment());
  }

  /** The rows of a file whose layout is known. */
  CsvLines rows(CsvLayout layout) throws IOException {
    return linesAfter(
        layout.firstLine() - 1,
        layout.encoding(),
        new CsvSplitter(layout.delimiter(), options.quote()));
  }

  private CsvLayout scan(Charset encoding, char delimiter, CsvHeader header, CsvLines lines) {
    List<CsvLine> sample = new ArrayList<>();
    CsvLine next = lines.next();
    for (int i = 0; i < MAX_DESCRIBING && next != null && describesColumns(next); i++) {
      next = lines.next();
    }
    long firstLine = next == null ? header.line() + 1 : next.number();
    while (next != null && sample.size() < SAMPLE) {
      sample.add(next);
      next = lines.next();
    }
    if (sample.isEmpty()) {
      throw new CsvException(
          input.name() + " has no row below its header, which is line " + header.line());
    }
    List<Integer> time = timeColumns(header, sample);
    TimeGuess times = new TimeGuess(options.timeFormat());
    List<ColumnContent> contents =
        Stream.generate(ColumnContent::new).limit(header.size()).toList();
    sample.forEach(line -> add(line, header, time, times, contents));
    for (; next != null; next = lines.next()) {
      add(next, header, time, times, contents);
    }
    return layout(encoding, delimiter, header, firstLine, time, times, contents);
  }

  /** A row below the header with units or types: it has neither a number nor a time. */
  private static boolean describesColumns(CsvLine line) {
    return line.cells().isPresent() && !hasValues(line.cells().get());
  }

  /** Whether a cell is a number or a time. */
  static boolean hasValues(List<String> cells) {
    return cells.stream()
        .map(String::strip)
        .anyMatch(
            cell ->
                Stream.of(NumberFormat.values()).anyMatch(each -> each.parse(cell).isPresent())
                    || TimeFormat.known().stream().anyMatch(each -> each.parse(cell).isPresent()));
  }

  private List<Integer> timeColumns(CsvHeader header, List<CsvLine> sample) {
    if (options.timeColumns().isEmpty()) {
      return new TimeColumns(
              header,
              sample.stream()
                  .flatMap(line -> line.cells().stream())
                  .filter(cells -> CsvColumns.fits(cells, header.size()))
                  .filter(cells -> !header.isRepeatedBy(cells))
                  .toList())
          .find();
    }
    return options.timeColumns().stream().map(name -> header.indexOf(name, "time column")).toList();
  }

  private void add(
      CsvLine line,
      CsvHeader header,
      List<Integer> time,
      TimeGuess times,
      List<ColumnContent> contents) {
    List<String> cells = line.cells().orElse(List.of());
    if (!CsvColumns.fits(cells, header.size()) || header.isRepeatedBy(cells)) {
      return;
    }
    times.offer(CsvColumns.timeOf(cells, time));
    for (int i = 0; i < contents.size(); i++) {
      String cell = cells.get(i).strip();
      if (!time.contains(i) && !missing.contains(cell)) {
        contents.get(i).add(cell);
      }
    }
  }

  private CsvLayout layout(
      Charset encoding,
      char delimiter,
      CsvHeader header,
      long firstLine,
      List<Integer> time,
      TimeGuess times,
      List<ColumnContent> contents) {
    NumberFormat numbers =
        options.decimal().orElseGet(() -> DecimalGuess.of(values(header, contents)));
    CsvColumns columns =
        CsvColumns.find(
            header,
            options,
            time,
            contents.stream().map(content -> content.isNumeric(numbers)).toList());
    TimeGuess.Result timeResult =
        times.result(
            String.join(", ", time.stream().map(index -> header.columns().get(index)).toList()));
    List<String> leftOut =
        options.isLongFormat() || !options.metrics().isEmpty()
            ? List.of()
            : IntStream.range(0, header.size())
                .filter(i -> !time.contains(i) && i != columns.sensor())
                .filter(i -> !contents.get(i).isNumeric(numbers))
                .mapToObj(header.columns()::get)
                .filter(name -> !name.isEmpty())
                .toList();
    return new CsvLayout(
        encoding,
        delimiter,
        header,
        firstLine,
        columns,
        timeResult.format(),
        numbers,
        timeResult.ordered(),
        timeResult.zone(options.zone()),
        timeResult.newestAssumed(options.zone()),
        leftOut);
  }

  /** The content of the columns that can be values. */
  private List<ColumnContent> values(CsvHeader header, List<ColumnContent> contents) {
    return IntStream.range(0, header.size())
        .filter(i -> isValueColumn(header.columns().get(i)))
        .mapToObj(contents::get)
        .filter(content -> !content.isText())
        .toList();
  }

  private boolean isValueColumn(String name) {
    if (options.isLongFormat()) {
      return options.valueColumn().orElseThrow().equals(name);
    }
    return options.metrics().isEmpty()
        ? !options.sensorColumn().equals(Optional.of(name))
        : options.metrics().contains(name);
  }
}
