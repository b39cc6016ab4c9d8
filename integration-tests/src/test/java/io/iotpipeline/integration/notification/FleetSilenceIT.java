package io.iotpipeline.integration.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.register.SensorDescriptions;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.Connectors;
import io.iotpipeline.integration.stack.EventSender;
import io.iotpipeline.integration.stack.KillsStack;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.SensorDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A fleet of 10,000 sensors of which 50 fall silent and come back, three times: in the calm case,
 * with the streams app killed meanwhile, and with a webhook that is away for {@code
 * outage.seconds}.
 */
@Tag("chaos")
@ExtendWith(KillsStack.class)
class FleetSilenceIT {

  private static final int SENSORS = 10_000;
  private static final int SILENT = 50;
  private static final long INTERVAL_MS = 20_000;
  private static final int ROUND_SECONDS = 10;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("outage.seconds", 30));

  private final TestStack stack;
  private final Connectors connectors;
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;
  private final AtomicInteger rounds = new AtomicInteger();

  FleetSilenceIT(TestStack stack) {
    this.stack = stack;
    this.connectors = Connectors.of(stack);
  }

  @Test
  void each_silence_is_notified_with_its_end_and_no_other() throws Exception {
    describe();
    Thread fleet = new Thread(this::send, "fleet");
    fleet.start();
    try (Webhook webhook = new Webhook()) {
      notify(webhook);
      awaitRounds(3);
      assertThat(webhook.alerts()).isEmpty();

      silence(0);
      await(webhook, 0, "SILENT");
      silent.clear();
      await(webhook, 0, "RESUMED");
      assertThat(webhook.alerts()).hasSize(2 * SILENT).doesNotHaveDuplicates();

      silence(1);
      killStreamsApp();
      await(webhook, 1, "SILENT");
      silent.clear();
      killStreamsApp();
      await(webhook, 1, "RESUMED");

      webhook.leave();
      silence(2);
      // Not a wait for something: the outage itself.
      TimeUnit.SECONDS.sleep(OUTAGE.toSeconds());
      webhook.start();
      long back = System.nanoTime();
      await(webhook, 2, "SILENT");
      silent.clear();
      await(webhook, 2, "RESUMED");
      TestLog.print(
          "The webhook was away for %d s; all was there %.1f s after it; %d notifications of %d alerts."
              .formatted(
                  OUTAGE.toSeconds(),
                  TestLog.secondsSince(back),
                  webhook.alerts().size(),
                  6 * SILENT));
      assertThat(new TreeSet<>(webhook.alerts()))
          .isEqualTo(
              IntStream.range(0, 3)
                  .boxed()
                  .flatMap(group -> expected(group, "SILENT", "RESUMED").stream())
                  .collect(Collectors.toCollection(TreeSet::new)));
    } finally {
      ended = true;
      fleet.join();
      connectors.delete("fleet-webhook");
    }
    assertThat(stack.verified().counts()).containsEntry("sensor_alerts rows", 6L * SILENT);
  }

  private static String id(int sensor) {
    return "fleet-silence-%05d".formatted(sensor);
  }

  private void describe() {
    try (SensorDescriptions descriptions = new SensorDescriptions(stack.pipeline())) {
      for (int sensor = 0; sensor < SENSORS; sensor++) {
        descriptions.put(
            new SensorDescription(id(sensor), "", "", "", "", List.of("fleet"), INTERVAL_MS));
      }
      descriptions.flush();
    }
  }

  /** Each sensor sends once per round. */
  private void send() {
    try (EventSender sender = new EventSender(stack.pipeline())) {
      while (!ended) {
        for (int second = 0; second < ROUND_SECONDS; second++) {
          long started = System.nanoTime();
          for (int sensor = second; sensor < SENSORS; sensor += ROUND_SECONDS) {
            if (!silent.contains(sensor)) {
              sender.send(EventSender.event(id(sensor), Instant.now(), Map.of("temp", 20.0)));
            }
          }
          sender.flush();
          TimeUnit.NANOSECONDS.sleep(1_000_000_000 - (System.nanoTime() - started));
        }
        rounds.incrementAndGet();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRounds(int more) {
    int until = rounds.get() + more;
    Waits.await("the fleet has sent " + until + " rounds")
        .atMost(LIMIT)
        .until(rounds::get, done -> done >= until);
  }

  private void silence(int group) {
    IntStream.range(0, SILENT).forEach(i -> silent.add(sensor(group, i)));
  }

  private static int sensor(int group, int i) {
    return i * (SENSORS / SILENT) + group;
  }

  private void killStreamsApp() {
    stack.verbs().succeed("kill", "streams-app-1");
    stack.restore();
  }

  private static Set<String> expected(int group, String... kinds) {
    Set<String> expected = new TreeSet<>();
    for (String kind : kinds) {
      IntStream.range(0, SILENT).forEach(i -> expected.add(id(sensor(group, i)) + " " + kind));
    }
    return expected;
  }

  private static void await(Webhook webhook, int group, String kind) {
    Waits.await("the webhook has " + kind + " of group " + group)
        .atMost(LIMIT)
        .until(webhook::alerts, alerts -> alerts.containsAll(expected(group, kind)));
  }

  private void notify(Webhook webhook) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectNode config =
        (ObjectNode)
            json.readTree(Checkout.read("connect/notifications/webhook.json")).path("config");
    config.put("url", webhook.url());
    assertThat(connectors.put("fleet-webhook", config.toString()).statusCode()).isLessThan(300);
    connectors.awaitRunning("fleet-webhook");
  }
}
