package io.iotpipeline.chaos.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.chaos.hostile.HostileKind;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends hostile records until its input ends, then writes how many. A process of its own, because
 * some records take hundreds of megabytes before they are compressed.
 *
 * <p>Arguments: bootstrap servers, registry URL, seed, records per second, kinds separated by
 * commas, file for the counts.
 */
public final class HostileMain {

  private final double rate;
  private final List<HostileKind> kinds;
  private final Random random;
  private final Map<HostileKind, Long> lastNanos = new EnumMap<>(HostileKind.class);

  private HostileMain(double rate, List<HostileKind> kinds, long seed) {
    this.rate = rate;
    this.kinds = kinds;
    this.random = new Random(seed);
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<HostileKind> kinds =
        Pattern.compile(",").splitAsStream(args[4]).map(HostileKind::valueOf).toList();
    HostileTally tally = new HostileTally();
    Map<String, String> settings = Map.of(AvroSerdes.REGISTRY_URL, args[1]);
    try (HostileSender sender = new HostileSender(args[0], tally);
        Serializer<SensorEvent> avro = AvroSerdes.of(settings).serializer()) {
      Poller.waitFor("the schema registry", Duration.ofMinutes(5))
          .await(() -> problem(avro)); // once it has answered, it may be away
      new HostileMain(Double.parseDouble(args[3]), kinds, Long.parseLong(args[2]))
          .run(sender, event -> avro.serialize(Topics.SENSOR_EVENTS.name(), event));
    }
    new ObjectMapper().writeValue(Path.of(args[5]).toFile(), tally.byOption());
  }

  private static Optional<String> problem(Serializer<SensorEvent> avro) {
    try {
      byte[] unused =
          avro.serialize(
              Topics.SENSOR_EVENTS.name(),
              new SensorEvent("", "", Instant.EPOCH, Map.of("x", 0.0)));
      return Optional.empty();
    } catch (RuntimeException e) { // the exception classes depend on the serializer
      return Optional.of(e.toString());
    }
  }

  private void run(HostileSender sender, HostileKind.Encoder encoder) throws InterruptedException {
    CountDownLatch ended = endOfInput();
    long start = System.nanoTime();
    for (long sent = 0; !isDue(ended, start, sent); sent++) {
      Optional<HostileKind> kind = nextKind();
      kind.ifPresent(each -> sender.send(each, each.next(random, encoder)));
    }
  }

  /** Waits until the next record is due; whether the input has ended instead. */
  private boolean isDue(CountDownLatch ended, long start, long sent) throws InterruptedException {
    long due = start + (long) (sent * 1e9 / rate);
    return ended.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  /** Any kind whose last burst was long enough ago; none if there is none. */
  private Optional<HostileKind> nextKind() {
    long now = System.nanoTime();
    List<HostileKind> ready =
        kinds.stream()
            .filter(
                kind -> {
                  Long last = lastNanos.get(kind);
                  return last == null
                      || now - last >= TimeUnit.SECONDS.toNanos(kind.everySeconds());
                })
            .toList();
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    HostileKind kind = ready.get(random.nextInt(ready.size()));
    lastNanos.put(kind, now);
    return Optional.of(kind);
  }

  private static CountDownLatch endOfInput() {
    CountDownLatch ended = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is expected but the end.
                }
              } catch (IOException e) {
                // The parent has died, which is the end, too.
              }
              ended.countDown();
            },
            "end-of-input");
    reader.setDaemon(true);
    reader.start();
    return ended;
  }
}
