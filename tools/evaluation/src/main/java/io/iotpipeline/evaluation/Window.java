package io.iotpipeline.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time in which something is known to have been wrong, both ends in it. */
record Window(Instant begin, Instant end) {

  /** Reads the columns {@code begin} and {@code end}, ISO-8601 instants. */
  static List<Window> read(BufferedReader in) throws IOException {
    Columns columns = new Columns(in);
    int begin = columns.index("begin");
    int end = columns.index("end");
    List<Window> windows = new ArrayList<>();
    while (columns.next()) {
      windows.add(new Window(Instant.parse(columns.cell(begin)), Instant.parse(columns.cell(end))));
    }
    return windows;
  }

  boolean contains(Instant time) {
    return !time.isBefore(begin) && !time.isAfter(end);
  }

  /** How much of it lies between two times. */
  Duration within(Instant from, Instant to) {
    Instant later = begin.isAfter(from) ? begin : from;
    Instant earlier = end.isBefore(to) ? end : to;
    return earlier.isAfter(later) ? Duration.between(later, earlier) : Duration.ZERO;
  }
}
