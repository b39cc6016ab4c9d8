package io.iotpipeline.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says what alerts a CSV file would raise, without any server. Exit code 0 when it was read, 1 when
 * it cannot be, 2 when the arguments are wrong.
 */
public final class AlertEvaluationMain {

  private static final String USAGE =
      """
      Usage: ./pipeline alerts evaluate --file FILE --time-column COLUMN --metric COLUMN
                                        [--sensor-column COLUMN] [--windows FILE|default]

      Runs a column of a CSV file through the alerts of the streams app, without any server.
      Times are in UTC or seconds since 1970; cells have no quotes. --windows names a file with
      columns begin and end, times in which something was wrong; default are the four failures
      of machine_temperature.csv.
      """;
  private static final Set<String> REQUIRED = Set.of("--file", "--time-column", "--metric");
  private static final Set<String> OPTIONAL = Set.of("--sensor-column", "--windows");

  private AlertEvaluationMain() {}

  @SuppressWarnings("SystemOut") // the report is what the program is for
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    Map<String, String> options = options(args);
    if (options == null) {
      err.print(USAGE);
      return 2;
    }
    try {
      Report report = new Report(windows(options.get("--windows")), out);
      evaluate(options, err).forEach(report::print);
      return 0;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      err.println("alerts evaluate: " + e);
      return 1;
    }
  }

  /** Null when they are wrong. */
  private static Map<String, String> options(List<String> args) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.size(); i += 2) {
      options.put(args.get(i), args.get(i + 1));
    }
    boolean known =
        options.keySet().stream().allMatch(key -> REQUIRED.contains(key) || OPTIONAL.contains(key));
    boolean complete = args.size() % 2 == 0 && options.keySet().containsAll(REQUIRED);
    return known && complete ? options : null;
  }

  private static List<Window> windows(String name) throws IOException {
    if (name == null) {
      return List.of();
    }
    if (!name.equals("default")) {
      try (BufferedReader in = Files.newBufferedReader(Path.of(name))) {
        return Window.read(in);
      }
    }
    try (InputStream bytes = AlertEvaluationMain.class.getResourceAsStream("windows.csv");
        BufferedReader in = new BufferedReader(new InputStreamReader(bytes, UTF_8))) {
      return Window.read(in);
    }
  }

  private static Map<String, Evaluation> evaluate(Map<String, String> options, PrintStream err)
      throws IOException {
    Map<String, Evaluation> evaluations = new TreeMap<>();
    String metric = options.get("--metric");
    String sensorColumn = options.get("--sensor-column");
    long unreadable = 0;
    try (BufferedReader in = Files.newBufferedReader(Path.of(options.get("--file")))) {
      Columns columns = new Columns(in);
      int time = columns.index(options.get("--time-column"));
      int value = columns.index(metric);
      int sensor = sensorColumn == null ? -1 : columns.index(sensorColumn);
      while (columns.next()) {
        try {
          String id = sensor < 0 ? metric : columns.cell(sensor);
          Reading reading = Reading.of(id, columns.cell(time), columns.cell(value));
          evaluations.computeIfAbsent(id, key -> new Evaluation(metric)).add(reading);
        } catch (DateTimeException | NumberFormatException e) {
          unreadable++;
        }
      }
    }
    if (unreadable > 0) {
      err.println(unreadable + " rows without a time or a value were left out");
    }
    return evaluations;
  }
}
