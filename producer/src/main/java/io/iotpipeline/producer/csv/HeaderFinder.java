package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvLines;
import io.iotpipeline.producer.text.CsvSplitter;
import io.iotpipeline.producer.text.TextLines;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the header among the first lines of a file: there can be other text before it. */
final class HeaderFinder {

  private final CsvSplitter splitter;
  private final CsvOptions options;
  private final List<String> named;

  HeaderFinder(CsvSplitter splitter, CsvOptions options) {
    this.splitter = splitter;
    this.options = options;
    this.named =
        Stream.of(
                options.timeColumns().stream(),
                options.sensorColumn().stream(),
                options.metrics().stream(),
                options.metricColumn().stream(),
                options.valueColumn().stream())
            .flatMap(names -> names)
            .toList();
  }

  /**
   * The first line with all columns that the options name; it can be a comment. If they name none,
   * or there is no such line, the first one with the usual number of cells, if possible without
   * values.
   */
  Optional<CsvHeader> find(List<TextLines.Line> lines, int usualCells) {
    return lines.stream()
        .flatMap(line -> header(line, withoutComment(line.text())).stream())
        .filter(header -> !named.isEmpty() && header.columns().containsAll(named))
        .findFirst()
        .or(() -> usual(lines, usualCells).filter(this::hasNoValues).findFirst())
        .or(() -> usual(lines, usualCells).findFirst());
  }

  private Stream<CsvHeader> usual(List<TextLines.Line> lines, int cells) {
    return lines.stream()
        .filter(line -> !CsvLines.isComment(line.text(), options.comment()))
        .flatMap(line -> header(line, line.text()).stream())
        .filter(
            header ->
                header.size() == cells
                    || (header.size() == cells + 1 && fitsMostOf(lines, header)));
  }

  /** If the last column is mostly empty, the cells of a row look like one less. */
  private boolean fitsMostOf(List<TextLines.Line> lines, CsvHeader header) {
    List<TextLines.Line> rows =
        lines.stream().filter(line -> line.number() > header.line()).toList();
    long fitting =
        rows.stream()
            .flatMap(line -> splitter.split(line.text()).stream())
            .filter(row -> row.size() == header.size())
            .count();
    return 2 * fitting > rows.size();
  }

  private boolean hasNoValues(CsvHeader header) {
    return !LayoutFinder.hasValues(header.columns());
  }

  private String withoutComment(String line) {
    return CsvLines.isComment(line, options.comment())
        ? line.substring(options.comment().length()).stripLeading()
        : line;
  }

  private Optional<CsvHeader> header(TextLines.Line line, String text) {
    return splitter
        .split(text)
        .map(cells -> new CsvHeader(withoutLastIfEmpty(cells), line.number()));
  }

  /** A delimiter at the end of the header makes no column. */
  private static List<String> withoutLastIfEmpty(List<String> cells) {
    int last = cells.size() - 1;
    return last > 0 && cells.get(last).isBlank() ? cells.subList(0, last) : cells;
  }
}
