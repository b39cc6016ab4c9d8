package io.iotpipeline.integration.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.InstalledTools;
import io.iotpipeline.integration.stack.KillsStack;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.integration.stack.Waits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Acknowledged is counted once, whatever the gateway and Kafka go through. Five programs that
 * people use for it send at the same time, each {@code -Dit.gateway.events} events, and send again
 * what is not acknowledged. Meanwhile the gateway is killed five times, and Kafka stops for a
 * minute.
 */
@Tag("chaos")
@ExtendWith(KillsStack.class)
@TestInstance(Lifecycle.PER_CLASS)
class GatewayKillsIT {

  private static final int EVENTS = Integer.getInteger("it.gateway.events", 100_000);

  /** Of each sender, while nothing is broken. */
  private static final int EVENTS_PER_SECOND = 400;

  /** The faults need it, on a slow machine too: no sender may be done before the last one. */
  private static final Duration SHORTEST_RUN = Duration.ofMinutes(4);

  private static final Duration OUTAGE = Duration.ofMinutes(1);
  private static final int KILLS = 5;

  /** Readings of one sensor. */
  private static final int PER_SENSOR = 250;

  private final TestStack stack;
  private final GatewayAddress gateway;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<Sending> sendings = new ArrayList<>();
  private int killedAtWork;

  @TempDir private Path folder;

  GatewayKillsIT(TestStack stack) {
    this.stack = stack;
    this.gateway = GatewayAddress.of(stack);
  }

  @AfterAll
  void stopSenders() {
    executor.shutdownNow();
    stack.restore();
  }

  @Test
  void every_acknowledged_event_is_counted_once() throws Exception {
    Duration run = Duration.ofSeconds(EVENTS / EVENTS_PER_SECOND);
    if (run.compareTo(SHORTEST_RUN) < 0) {
      run = SHORTEST_RUN;
    }
    long started = System.nanoTime();
    Pace pace = new Pace(started, run);
    EdgeNode quiet = new EdgeNode(gateway, "kills", "quiet", 0);
    EdgeNode careful = new EdgeNode(gateway, "kills", "careful", 1);
    if (isInstalled("curl", "curl")) {
      start(new CurlSender(gateway, folder), "temperature", pace);
    }
    start(new TelegrafSender(gateway), TelegrafSender.METRIC, pace);
    if (isInstalled("mosquitto_pub", "mosquitto-clients")) {
      start(new MosquittoSender(gateway, folder), "temperature", pace);
    }
    start(
        new PahoSender(gateway, Files.createDirectory(folder.resolve("paho"))),
        "temperature",
        pace);
    for (EdgeNode node : List.of(quiet, careful)) {
      sendings.add(Sending.start(node, node.fleet(EVENTS / 2), pace, executor));
    }

    breakGatewayAndKafka(pace);
    for (Sending sending : sendings) {
      sending.done().get(30, TimeUnit.MINUTES);
    }
    double sentAfter = TestLog.secondsSince(started);
    stack.restore();
    stack.verified();
    List<Outcome> outcomes = Reconciliation.of(stack, sendings);
    printFigures(outcomes, sentAfter, TestLog.secondsSince(started));

    for (Outcome outcome : outcomes) {
      String name = outcome.sending().name();
      assertThat(outcome.lost()).as(name + ": acknowledged and lost").isEmpty();
      assertThat(outcome.countedTwice()).as(name + ": counted twice").isEmpty();
      assertThat(outcome.unexpected()).as(name + ": not as it was sent").isEmpty();
      if (outcome.sending().sender() instanceof EdgeNode) {
        assertThat(outcome.byReason()).as(name).containsKey("UNREADABLE");
        assertThat(outcome.byReason().keySet()).as(name).isSubsetOf("DUPLICATE", "UNREADABLE");
      } else {
        assertThat(outcome.rows()).as(name + ": rows").isEqualTo(EVENTS);
        assertThat(outcome.byReason().keySet()).as(name).isSubsetOf("DUPLICATE");
        assertThat(outcome.sending().ledger().acknowledged()).as(name).isEqualTo(EVENTS);
      }
    }
    for (EdgeNode node : List.of(quiet, careful)) {
      assertThat(node.rebirths())
          .as("rebirths of the node with " + node.name())
          .isGreaterThanOrEqualTo(KILLS);
    }
    assertThat(killedAtWork).as("kills while senders were at work").isEqualTo(KILLS);
  }

  private static boolean isInstalled(String program, String debianPackage) {
    return InstalledTools.optional(
        Programs.onPath(program),
        "%s is not installed: install Debian's %s".formatted(program, debianPackage));
  }

  private void start(FleetSender sender, String metric, Pace pace) {
    String prefix = "kills-" + sender.name().toLowerCase(Locale.ROOT) + "-";
    sendings.add(
        Sending.start(sender, new Fleet(prefix, metric, EVENTS, PER_SENSOR), pace, executor));
  }

  /** Three kills, a minute without Kafka, a kill when all send again what it has cost, another. */
  private void breakGatewayAndKafka(Pace pace) throws Exception {
    for (double part : new double[] {0.1, 0.2, 0.3}) {
      pace.awaitPart(part);
      killGateway();
    }
    pace.awaitPart(0.35);
    stopKafka();
    awaitReady();
    killGateway();
    pace.awaitPart(0.75);
    killGateway();
  }

  private void killGateway() {
    long before = acknowledgedEvents();
    Waits.await("something more than %,d events is acknowledged".formatted(before))
        .until(this::acknowledgedEvents, now -> now > before);
    boolean atWork = sendings.stream().noneMatch(sending -> sending.done().isDone());
    TestLog.print("The gateway is killed; acknowledged: " + acknowledged());
    stack.verbs().succeed("kill", Gateway.NAME);
    killedAtWork += atWork ? 1 : 0;
    awaitReady();
  }

  private long acknowledgedEvents() {
    return sendings.stream().mapToLong(sending -> sending.ledger().acknowledged()).sum();
  }

  private String acknowledged() {
    List<String> all = new ArrayList<>();
    sendings.forEach(sending -> all.add(sending.name() + " " + sending.ledger().acknowledged()));
    return String.join(", ", all);
  }

  private void stopKafka() throws InterruptedException {
    TestLog.print("Kafka stops for a minute; acknowledged: " + acknowledged());
    ServerProcess kafka = new ServerProcess(stack.server("kafka"));
    kafka.stop(Duration.ofMinutes(1));
    Thread.sleep(OUTAGE.toMillis());
    TestLog.print("Kafka starts again; acknowledged: " + acknowledged());
    kafka.start();
  }

  /** Starts the gateway when it does not run, as the supervisor of a real one does. */
  private void awaitReady() {
    ServerProcess process = new ServerProcess(stack.server(Gateway.NAME));
    Waits.await("the gateway is ready")
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              if (process.running().isEmpty()) {
                process.start();
              }
              return JsonHttp.OPEN.response(gateway.http() + "/health/ready").statusCode() == 200;
            });
    TestLog.print("The gateway is ready");
  }

  private static void printFigures(List<Outcome> outcomes, double sentAfter, double checkedAfter) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-17s %9s %12s %9s %9s  %s%n"
            .formatted("sender", "sent", "acknowledged", "retries", "rows", "in quarantine"));
    for (Outcome outcome : outcomes) {
      Ledger ledger = outcome.sending().ledger();
      text.append(
          "%-17s %,9d %,12d %,9d %,9d  %s; retried %s%n"
              .formatted(
                  outcome.sending().name(),
                  ledger.sent(),
                  ledger.acknowledged(),
                  ledger.retries().values().stream().mapToInt(Integer::intValue).sum(),
                  outcome.rows(),
                  outcome.byReason(),
                  ledger.retries()));
    }
    TestLog.print(
        "%,d events of each sender: sent after %.0f s, verified after %.0f s%n%s"
            .formatted(EVENTS, sentAfter, checkedAfter, text));
  }
}
