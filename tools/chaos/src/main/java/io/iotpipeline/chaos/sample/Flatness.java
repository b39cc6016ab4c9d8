package io.iotpipeline.chaos.sample;

import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.sample.Sample.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Judges a steady load, without faults. The first fifth of the samples is warm-up. The rest is cut
 * into quarters, of which the median of the first and of the last are compared:
 *
 * <ul>
 *   <li>Memory is judged in two parts, since a JVM takes its heap up to the limit before it
 *       collects: the objects in use after a full collection, and what is resident outside the
 *       heap. Each is flat if it has not grown by more than a tenth and 32 MB.
 *   <li>Logs are flat if they have not grown by more than 1 MB an hour.
 *   <li>Data of Kafka and Cassandra grow with the events, and so does the state of the streams app,
 *       which has the ids of all events of the open hours, up to 24 hours back. They are steady if
 *       the second half of the rest has grown by no more than the first half, a quarter and 64 MB.
 *       Data of the other servers are judged like memory.
 * </ul>
 */
public final class Flatness {

  private static final double GROWTH = 1.1;
  private static final long SLACK_KB = 32 * 1024;
  private static final double DATA_GROWTH = 1.25;
  private static final long DATA_SLACK_KB = 64 * 1024;
  private static final double LOG_KB_PER_HOUR = 1024;
  private static final int MIN_SAMPLES = 20;
  private static final List<String> STORE_EVENTS = List.of("kafka", "cassandra", "streams-app");

  /** First, last and largest value after the warm-up. */
  public record Range(long first, long last, long max) {}

  private final List<Sample> rest;

  public Flatness(List<Sample> samples) {
    this.rest = List.copyOf(samples.subList(samples.size() / 5, samples.size()));
  }

  /** One check per server and resource; none if there are too few samples. */
  public List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    if (rest.size() < MIN_SAMPLES) {
      return checks;
    }
    for (String server : rest.get(0).servers().keySet()) {
      List<Usage> collected =
          rest.stream()
              .map(each -> each.servers().get(server))
              .filter(each -> each.heap() != null)
              .toList();
      checks.add(
          flat(
              "live heap of " + server,
              collected.stream().map(each -> each.heap().liveKb()).toList()));
      checks.add(
          flat(
              "memory outside the heap of " + server,
              collected.stream().map(Usage::outsideHeapKb).toList()));
      boolean storesEvents = STORE_EVENTS.stream().anyMatch(server::startsWith);
      List<Long> data = series(server, Usage::dataKb);
      checks.add(
          storesEvents ? steady("data of " + server, data) : flat("data of " + server, data));
      checks.add(log("logs of " + server, series(server, Usage::logKb)));
    }
    return checks;
  }

  public Range range(String server, ToLongFunction<Usage> figure) {
    List<Long> values = series(server, figure);
    return new Range(
        values.get(0),
        values.get(values.size() - 1),
        values.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  private static Check flat(String name, List<Long> values) {
    if (values.size() < 4) {
      return new Check(name + " flat", false, "measured only %d times".formatted(values.size()));
    }
    long first = median(quarter(values, 0));
    long last = median(quarter(values, 3));
    return new Check(
        name + " flat",
        last <= first * GROWTH + SLACK_KB,
        "%s in the first quarter, %s in the last".formatted(mb(first), mb(last)));
  }

  private Check log(String name, List<Long> values) {
    long first = median(quarter(values, 0));
    long last = median(quarter(values, 3));
    double hours = (rest.get(rest.size() - 1).atMs() - rest.get(0).atMs()) / 3_600_000.0;
    // The medians of the quarters are three quarters of the time apart.
    double allowed = LOG_KB_PER_HOUR * Math.max(0.25, hours) * 0.75;
    return new Check(
        name + " flat",
        last - first <= allowed,
        "%d kB in the first quarter, %d kB in the last".formatted(first, last));
  }

  private static Check steady(String name, List<Long> values) {
    int middle = values.size() / 2;
    long firstHalf = values.get(middle) - values.get(0);
    long secondHalf = values.get(values.size() - 1) - values.get(middle);
    return new Check(
        name + " grow steadily",
        secondHalf <= firstHalf * DATA_GROWTH + DATA_SLACK_KB,
        "%s in the first half, %s in the second".formatted(mb(firstHalf), mb(secondHalf)));
  }

  private List<Long> series(String server, ToLongFunction<Usage> figure) {
    return rest.stream().map(each -> figure.applyAsLong(each.servers().get(server))).toList();
  }

  private static List<Long> quarter(List<Long> values, int number) {
    int size = values.size();
    return values.subList(size * number / 4, size * (number + 1) / 4);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static String mb(long kb) {
    return String.format(Locale.ROOT, "%.1f MB", kb / 1024.0);
  }
}
