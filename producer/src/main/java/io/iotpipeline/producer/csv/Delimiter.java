package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.text.CsvSplitter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delimiter, and how it splits the first lines of a file.
 *
 * @param cells number of cells of most lines
 * @param share of the lines that have so many cells
 */
record Delimiter(char character, int cells, double share) {

  private static final List<Character> POSSIBLE = List.of(',', ';', '\t', '|');

  /** The delimiter that splits most lines, more than half, into the same number of cells. */
  static Optional<Delimiter> of(List<String> lines, char quote) {
    return POSSIBLE.stream()
        .map(character -> new Delimiter(lines, character, quote))
        .filter(delimiter -> delimiter.cells > 1 && delimiter.share > 0.5)
        .max(
            Comparator.comparingDouble(Delimiter::share)
                .thenComparingInt(Delimiter::cells)
                .thenComparing(delimiter -> -POSSIBLE.indexOf(delimiter.character)));
  }

  Delimiter(List<String> lines, char character, char quote) {
    this(character, usualCells(lines, new CsvSplitter(character, quote)), lines.size());
  }

  private Delimiter(char character, Map.Entry<Integer, Long> usual, int lines) {
    this(character, usual.getKey(), (double) usual.getValue() / lines);
  }

  private static Map.Entry<Integer, Long> usualCells(List<String> lines, CsvSplitter splitter) {
    Map<Integer, Long> linesByCells = new HashMap<>();
    for (String line : lines) {
      linesByCells.merge(cells(line, splitter), 1L, Long::sum);
    }
    return linesByCells.entrySet().stream()
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElse(Map.entry(1, 0L));
  }

  /** A delimiter at the end of a line makes no cell: it is there for the header only, or not. */
  private static int cells(String line, CsvSplitter splitter) {
    List<String> cells = splitter.split(line).orElse(List.of(line));
    int last = cells.size() - 1;
    return cells.get(last).isBlank() ? Math.max(1, last) : cells.size();
  }
}
