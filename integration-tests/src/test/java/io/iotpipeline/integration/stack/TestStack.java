package io.iotpipeline.integration.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.verify.ConsumerLag;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.server.Prometheus;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A development stack for tests: on free ports, with its home folder under {@code
 * integration-tests/target}, where its logs stay when it stops. Several test classes use one after
 * the other, so each has sensors of its own and leaves the servers and the settings as it found
 * them.
 */
public final class TestStack implements AutoCloseable {

  /** Something that a test does to the pipeline. */
  public interface Action {
    void run() throws Exception;
  }

  private final DevStackConfig initial;

  private TestStack(DevStackConfig initial) {
    this.initial = initial;
  }

  /** Starts an empty stack; one that an earlier run left in the folder is stopped and removed. */
  static TestStack start(String folder, int cassandraNodes, boolean secure) {
    Path home = Checkout.ROOT.resolve("integration-tests/target").resolve(folder);
    DevStack leftOver = new DevStack(DevStackConfig.load(Checkout.ROOT, home), System.out);
    leftOver.down();
    leftOver.wipe();
    Ports ports = TestPorts.free(cassandraNodes);
    boolean prometheus =
        "true".equals(System.getenv("PIPELINE_REQUIRE_TOOLS")) || Prometheus.isInstalled();
    TestStack stack =
        new TestStack(
            new DevStackConfig(Checkout.ROOT, home, ports)
                .withPrometheus(prometheus)
                .withSecure(secure));
    try {
      stack.restore();
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  /** Starts what does not run, with the settings that the stack had first. */
  public void restore() {
    long started = System.nanoTime();
    new DevStack(initial, System.out).up();
    TestLog.print(
        "The stack is up after %.1f s; its servers used %.1f s of CPU."
            .formatted(TestLog.secondsSince(started), cpuTime().toMillis() / 1e3));
  }

  /** Whether it has the settings that it had first, and the process of each server runs. */
  boolean isIntact() {
    return config().equals(initial)
        && new DevStack(initial, System.out)
            .servers().stream().allMatch(server -> new ServerProcess(server).running().isPresent());
  }

  /** The settings as they are now. */
  public DevStackConfig config() {
    return DevStackConfig.load(initial.root(), initial.home());
  }

  public Path home() {
    return initial.home();
  }

  public Pipeline pipeline() {
    return config().pipeline();
  }

  public Verbs verbs() {
    return new Verbs(initial.home());
  }

  /** A session that the caller closes. */
  public CqlSession session() {
    return CassandraSession.open(pipeline());
  }

  public Server server(String name) {
    return new DevStack(config(), System.out).server(name).orElseThrow();
  }

  /** Stops the servers; the data stays for {@link #restore()}. */
  public void stop() {
    new DevStack(config(), System.out).down();
  }

  /**
   * Waits until the pipeline has nothing left to do, and requires that nothing was lost or counted
   * twice.
   */
  public Verification verified() {
    long started = System.nanoTime();
    Verification verification =
        new SettledVerification(pipeline(), () -> {}, System.out).verify(Waits.LIMIT);
    TestLog.print(
        "Verified after %.1f s: %s".formatted(TestLog.secondsSince(started), verification));
    assertThat(verification.ok()).as(verification.toString()).isTrue();
    return verification;
  }

  /** Waits until the streams app and the sinks have read all of their topics. */
  public void awaitNothingBehind() {
    Waits.await("no consumer group is behind")
        .until(() -> new ConsumerLag(pipeline()).partitionsBehind(), Map::isEmpty);
  }

  /** Verifies before the action and after it. */
  public Change changeBy(Action action) throws Exception {
    Verification before = verified();
    action.run();
    return new Change(before, verified());
  }

  /** CPU time of the servers that run now, since each was started. */
  private Duration cpuTime() {
    return new DevStack(config(), System.out)
        .servers().stream()
            .map(server -> new ServerProcess(server).running())
            .flatMap(Optional::stream)
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus);
  }

  /** Kills the servers: nothing needs an orderly stop after the last test. */
  @Override
  public void close() {
    new DevStack(config(), System.out)
        .servers()
        .forEach(server -> new ServerProcess(server).kill());
  }
}
