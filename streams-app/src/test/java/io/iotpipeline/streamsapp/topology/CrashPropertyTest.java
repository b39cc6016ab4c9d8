package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.SensorStatus;
import io.iotpipeline.streamsapp.alert.FixedLimits;
import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.state.StoreSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Utils;

/**
 * Crashes at any time, with any bound of memory and of the journal, change nothing: every committed
 * output is that of a run without crashes.
 */
class CrashPropertyTest {

  private static final Instant START = Instant.parse("2020-07-12T12:00:00Z");
  private static final int STEPS = 400;
  private static final long UNBOUNDED = 1_000_000_000;

  @Property(tries = 40)
  void crashes_change_no_output(@ForAll Random random) throws IOException {
    List<Consumer<RestartableApp>> steps = steps(random);
    Path folder = Files.createTempDirectory("crash");
    try (RestartableApp undisturbed = app(folder.resolve("a"), UNBOUNDED, UNBOUNDED);
        RestartableApp crashing =
            app(
                folder.resolve("b"),
                pick(random, 10_000, 20_000, 40_000, 100_000, UNBOUNDED),
                pick(random, 1, 500, 5_000, UNBOUNDED))) {
      steps.forEach(step -> step.accept(undisturbed));
      runWithCrashes(crashing, steps, random);
      finish(undisturbed);
      finish(crashing);

      assertThat(crashing.rejections()).isEqualTo(undisturbed.rejections());
      assertThat(alerts(crashing)).isEqualTo(alerts(undisturbed));
      assertThat(rows(crashing)).isEqualTo(rows(undisturbed));
      assertThat(register(crashing)).isEqualTo(register(undisturbed));
      assertThat(stored(crashing)).isEqualTo(stored(undisturbed));
    } finally {
      Utils.delete(folder.toFile());
    }
  }

  private static RestartableApp app(Path folder, long heapBytes, long journalBytes) {
    return new RestartableApp(folder, heapBytes, journalBytes, FixedLimits.atMost(2));
  }

  /** What follows the last commit is done again after a crash, as the offsets say. */
  private static void runWithCrashes(
      RestartableApp app, List<Consumer<RestartableApp>> steps, Random random) {
    int committed = 0;
    for (int step = 0; step < steps.size(); step++) {
      steps.get(step).accept(app);
      int event = random.nextInt(40);
      if (event < 4) {
        app.commit();
        committed = step + 1;
      }
      if (event == 0 || event == 5) {
        app.crash();
        step = committed - 1;
      }
    }
  }

  private static void finish(RestartableApp app) {
    for (int interval = 0; interval < 20; interval++) {
      app.passInterval();
    }
    app.commit();
  }

  /**
   * What the register says in the end. Times differ after a crash: an event that is read again
   * arrives again here, and so do the states that follow from them.
   */
  private static Map<String, SensorStatus> register(RestartableApp app) {
    Map<String, SensorStatus> register = new HashMap<>(app.register());
    register.replaceAll(
        (id, status) ->
            SensorStatus.newBuilder(status)
                .setState(status.getFirstHeard() == null ? "NEVER_HEARD" : "HEARD")
                .setStateSince(Instant.EPOCH)
                .setFirstHeard(null)
                .setLastHeard(null)
                .setExpectedIntervalMs(null)
                .setIntervalSource("")
                .setRevision(0)
                .build());
    return register;
  }

  /** How many ids a chunk has depends on when its hour was written. */
  private static StoreSizes stored(RestartableApp app) {
    StoreSizes sizes = app.storeSizes();
    return new StoreSizes(sizes.sensors(), sizes.hours(), 0, sizes.pendingMarkers());
  }

  private static List<SensorAlert> alerts(RestartableApp app) {
    return app.alerts().stream().filter(alert -> !alert.getMetric().isEmpty()).toList();
  }

  /** Events of three sensors, some late, some sent again; and now and then an emit interval. */
  private static List<Consumer<RestartableApp>> steps(Random random) {
    List<Consumer<RestartableApp>> steps = new ArrayList<>();
    List<SensorEvent> events = new ArrayList<>();
    int spanMinutes = (int) pick(random, 60, 600, 6_000);
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(20) == 0) {
        steps.add(RestartableApp::passInterval);
      } else if (random.nextInt(40) == 0) {
        Description description =
            new Description(
                "", "place-" + step, "", "", List.of("tag"), 1_000L * random.nextInt(2));
        String sensor = "sensor-" + random.nextInt(5);
        steps.add(app -> app.describe(sensor, description));
      } else {
        SensorEvent event =
            events.isEmpty() || random.nextInt(10) > 0
                ? event(random, spanMinutes * step / STEPS)
                : events.get(random.nextInt(events.size()));
        events.add(event);
        steps.add(app -> app.process(event));
      }
    }
    return steps;
  }

  private static SensorEvent event(Random random, int minute) {
    Map<String, Double> measurements = new HashMap<>();
    for (String metric : List.of("a", "b", "c")) {
      if (random.nextInt(3) > 0) {
        measurements.put(metric, random.nextGaussian());
      }
    }
    long backMinutes = random.nextInt(5) == 0 ? random.nextInt(3_000) : random.nextInt(30);
    return new SensorEvent(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        "sensor-" + random.nextInt(3),
        START.plus(Duration.ofMinutes(minute - backMinutes)),
        measurements);
  }

  /** The newest update of each row; checks that the revisions of a row rise. */
  private static Map<String, HourlyAggregate> rows(RestartableApp app) {
    Map<String, HourlyAggregate> rows = new HashMap<>();
    for (HourlyAggregate update : app.updates()) {
      String key = update.getSensorId() + update.getMetric() + update.getWindowStart();
      HourlyAggregate before = rows.put(key, update);
      if (before != null) {
        assertThat(update.getRevision()).isGreaterThan(before.getRevision());
      }
    }
    rows.replaceAll((key, row) -> HourlyAggregate.newBuilder(row).setRevision(0).build());
    return rows;
  }

  private static long pick(Random random, long... values) {
    return values[random.nextInt(values.length)];
  }
}
