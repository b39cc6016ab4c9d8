package io.iotpipeline.chaos;

import com.datastax.oss.driver.api.core.DriverException;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.admin.verify.Verification.Check;
import io.iotpipeline.chaos.load.HostileCounts;
import io.iotpipeline.chaos.load.InputCount;
import io.iotpipeline.chaos.load.Load;
import io.iotpipeline.chaos.load.RealProducers;
import io.iotpipeline.chaos.stack.ChaosStack;
import io.iotpipeline.devstack.server.Cassandra;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;

/** After the last fault: ends the load, waits until nothing is left to do, and verifies. */
final class Rest {

  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(15);

  /** What was found, and what must hold. */
  record Result(Load.Totals load, Verification verification, long restMs, List<Check> checks) {}

  private final ChaosStack stack;
  private final Duration timeout;
  private final PrintStream out;
  private final List<Check> checks = new ArrayList<>();

  Rest(ChaosStack stack, Duration timeout, PrintStream out) {
    this.stack = stack;
    this.timeout = timeout;
    this.out = out;
  }

  Result comeToRest(Load load, LongSupplier clockMs) throws IOException, InterruptedException {
    awaitWell();
    out.printf("%7.1f s  all faults have ended; the load ends%n", clockMs.getAsLong() / 1e3);
    Load.Totals totals = load.stop();
    long started = clockMs.getAsLong();
    awaitTransactions();
    Verification verification = verify();
    countInput(totals.real(), totals.hostile());
    awaitWell();
    return new Result(totals, verification, clockMs.getAsLong() - started, checks);
  }

  /** All servers answer and all connectors run, if need be after the operator's {@code up}. */
  private void awaitWell() throws InterruptedException {
    stack.operator().repair("at the end");
    check(
        "all servers are UP and all connectors RUNNING",
        () -> {
          PipelineStatus status = stack.status();
          return status.ok() ? Optional.empty() : Optional.of(problems(status));
        });
  }

  private static String problems(PipelineStatus status) {
    List<String> problems = new ArrayList<>();
    status.services().stream()
        .filter(each -> !each.state().equals("UP"))
        .forEach(each -> problems.add(each.name() + " is " + each.state()));
    status.connectors().stream()
        .filter(each -> !each.allRunning())
        .forEach(each -> problems.add("connector " + each.name() + " is " + each.summary()));
    return problems.isEmpty() ? "no connectors" : String.join(", ", problems);
  }

  private void awaitTransactions() throws InterruptedException {
    try (Admin admin = KafkaClients.admin(stack.pipeline())) {
      check("no transaction is open", () -> openTransactions(admin));
    }
  }

  private static Optional<String> openTransactions(Admin admin) throws InterruptedException {
    try {
      List<String> open =
          admin.listTransactions().all().get(10, TimeUnit.SECONDS).stream()
              .filter(each -> each.state() != TransactionState.EMPTY)
              .filter(each -> each.state() != TransactionState.COMPLETE_COMMIT)
              .filter(each -> each.state() != TransactionState.COMPLETE_ABORT)
              .map(TransactionListing::toString)
              .toList();
      return open.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", open));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of("the broker does not answer: " + e.getMessage());
    }
  }

  private void check(String name, Poller.Check<RuntimeException> check)
      throws InterruptedException {
    if (checks.stream().anyMatch(each -> each.name().equals(name) && !each.ok())) {
      return;
    }
    checks.removeIf(each -> each.name().equals(name));
    String[] last = {""};
    boolean ok =
        Poller.waitFor(name, timeout)
            .every(Duration.ofSeconds(1))
            .reportEvery(
                PROGRESS_INTERVAL, (waited, missing) -> out.println("  waiting: " + missing))
            .tryAwait(
                () -> {
                  Optional<String> missing = check.missing();
                  last[0] = missing.orElse("yes");
                  return missing;
                });
    checks.add(new Check(name, ok, last[0]));
  }

  private Verification verify() {
    try {
      Verification verification =
          new SettledVerification(
                  stack.pipeline(), () -> Cassandra.requireAllRunning(stack.config()), out)
              .verify(timeout);
      checks.addAll(verification.checks());
      return verification;
    } catch (PipelineException | KafkaException | DriverException | IllegalStateException e) {
      checks.add(new Check("the pipeline can be verified", false, e.toString()));
      return null;
    }
  }

  /** Every acknowledged record is in the input topic, and none is there twice. */
  private void countInput(RealProducers.Totals real, Map<String, HostileCounts> hostile) {
    InputCount input = InputCount.read(stack.pipeline());
    checks.add(
        new Check(
            "acknowledged = in the input topic",
            real.failed() == 0
                && real.sent() == real.acknowledged()
                && input.real() == real.acknowledged(),
            "sent %d, acknowledged %d, failed %d, in the topic %d"
                .formatted(real.sent(), real.acknowledged(), real.failed(), input.real())));
    HostileCounts all =
        hostile.values().stream().reduce(HostileCounts::plus).orElse(HostileCounts.NONE);
    checks.add(
        new Check(
            "acknowledged hostile records are in the input topic",
            input.hostile() >= all.acknowledged()
                && input.hostile() <= all.acknowledged() + all.unknown(),
            "acknowledged %d, unknown %d, in the topic %d; refused: %s"
                .formatted(
                    all.acknowledged(),
                    all.unknown(),
                    input.hostile(),
                    hostile.entrySet().stream()
                        .filter(each -> each.getValue().refused() > 0)
                        .map(each -> each.getKey() + " " + each.getValue().refused())
                        .collect(Collectors.joining(", ")))));
  }
}
