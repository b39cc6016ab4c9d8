package io.iotpipeline.benchmarks.gateway;

import java.io.IOException;
import java.time.Duration;

/**
 * One run of the load generator. For MQTT it measures memory first: of the server when some
 * connections have warmed it up and are closed, and when all connections are open and each has sent
 * one message.
 */
final class LoadRun {

  private static final int FIRST_CONNECTIONS = 100;
  private static final long FIRST_LOAD_MS = 3000;
  private static final long AFTER_CLOSE_MS = 1000;

  private final LoadPlan plan;
  private final LoadMeter meter = new LoadMeter();
  private ServerMemory.Use perConnection = new ServerMemory.Use(0, 0);

  /** Events and CPU time at one point in time. */
  private record Sample(long nanos, long events, Duration server, Duration broker, Duration own) {}

  LoadRun(LoadPlan plan) {
    this.plan = plan;
  }

  LoadResult run() throws IOException, InterruptedException {
    try (LoadConnections connections = LoadConnections.to(plan.port(), plan.scenario(), meter)) {
      if (plan.scenario().protocol() == Protocol.MQTT) {
        openAndMeasureMemory(connections);
      } else {
        connections.open(plan.scenario().connections());
      }
      connections.load();
      Thread.sleep(plan.warmUpMs());
      Sample start = sample();
      meter.measure(true);
      Thread.sleep(plan.durationMs());
      meter.measure(false);
      Sample end = sample();
      connections.awaitAnswers();
      return result(start, end);
    }
  }

  private void openAndMeasureMemory(LoadConnections connections)
      throws IOException, InterruptedException {
    int count = plan.scenario().connections();
    try (ServerMemory memory = new ServerMemory(plan.serverPid())) {
      connections.open(Math.min(FIRST_CONNECTIONS, count));
      connections.load();
      Thread.sleep(FIRST_LOAD_MS);
      connections.awaitAnswers();
      connections.closeAll();
      Thread.sleep(AFTER_CLOSE_MS); // the server frees what belonged to them
      ServerMemory.Use without = memory.afterCollection();
      connections.open(count);
      connections.sendOnce();
      perConnection = memory.afterCollection().minus(without).dividedBy(count);
    }
  }

  private Sample sample() {
    return new Sample(
        System.nanoTime(),
        meter.events(),
        cpu(ProcessHandle.of(plan.serverPid()).orElseThrow()),
        cpu(ProcessHandle.of(plan.brokerPid()).orElseThrow()),
        cpu(ProcessHandle.current()));
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private LoadResult result(Sample start, Sample end) {
    double seconds = (end.nanos() - start.nanos()) / 1e9;
    double events = end.events() - start.events();
    double serverCpu = seconds(start.server(), end.server());
    return new LoadResult(
        events / seconds,
        events / serverCpu,
        serverCpu / seconds,
        seconds(start.broker(), end.broker()) / seconds,
        seconds(start.own(), end.own()) / seconds,
        meter.percentileMs(0.5),
        meter.percentileMs(0.99),
        meter.events(),
        meter.refused(),
        perConnection.heapBytes(),
        perConnection.residentBytes());
  }

  private static double seconds(Duration from, Duration to) {
    return to.minus(from).toMillis() / 1e3;
  }
}
