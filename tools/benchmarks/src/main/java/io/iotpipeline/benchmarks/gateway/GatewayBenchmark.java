package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.benchmarks.streams.BenchTopics;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.devstack.server.Kafka;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures how fast the gateway acknowledges events, and a bare server under the same load. Each
 * run has a fresh process of the server and one of the load generator.
 */
public final class GatewayBenchmark {

  /** That of the gateway in the stack. */
  private static final int SERVER_HEAP_MB = 384;

  private static final int LOAD_HEAP_MB = 512;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final DevStackConfig config;
  private final DevStack stack;
  private final BenchTopics topics;
  private final Duration warmUp;
  private final Duration duration;
  private final PrintStream out;

  /**
   * @param stack with a running Kafka and registry
   * @param warmUp time under load before the measurement
   * @param duration time of the measurement
   */
  public GatewayBenchmark(
      DevStackConfig config,
      DevStack stack,
      BenchTopics topics,
      Duration warmUp,
      Duration duration,
      PrintStream out) {
    this.config = config;
    this.stack = stack;
    this.topics = topics;
    this.warmUp = warmUp;
    this.duration = duration;
    this.out = out;
  }

  /** The name of the bare server of a protocol. */
  public static String bareName(Protocol protocol) {
    return "bare " + (protocol == Protocol.HTTP ? "Vert.x" : "vertx-mqtt");
  }

  /** Measures the bare server, which acknowledges at once. */
  public LoadResult bare(Scenario scenario) throws IOException, InterruptedException {
    Class<?> main = scenario.protocol() == Protocol.HTTP ? BareHttpMain.class : BareMqttMain.class;
    Path log = config.home().resolve("bare-server.log");
    Process server =
        new ProcessBuilder(java(SERVER_HEAP_MB, main))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    try (BufferedReader output =
            new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        Killed killed = new Killed(server)) {
      String port = output.readLine();
      if (port == null) {
        throw new IllegalStateException("the bare server has ended: see " + log);
      }
      return run(bareName(scenario.protocol()), scenario, server.pid(), Integer.parseInt(port));
    }
  }

  /**
   * Measures the gateway.
   *
   * @throws IllegalStateException if the topic has not as many new records as were acknowledged
   */
  public LoadResult gateway(Scenario scenario) throws IOException, InterruptedException {
    Gateway gateway = new Gateway(config);
    ServerProcess process = new ServerProcess(gateway);
    long before = topics.events();
    stack.startAlone(gateway);
    try {
      long pid = process.running().orElseThrow().pid();
      int port =
          scenario.protocol() == Protocol.HTTP
              ? config.ports().gateway().http()
              : config.ports().gateway().mqtt();
      LoadResult result = run(Gateway.NAME, scenario, pid, port);
      check(result, topics.events() - before);
      return result;
    } finally {
      process.stop(STOP_TIMEOUT);
    }
  }

  /** What was not acknowledged may be in the topic, too. */
  private static void check(LoadResult result, long records) {
    boolean tooMany = result.refused() == 0 && records > result.acknowledged();
    if (records < result.acknowledged() || tooMany) {
      throw new IllegalStateException(
          "%,d events were acknowledged, and the topic has %,d new records"
              .formatted(result.acknowledged(), records));
    }
  }

  private LoadResult run(String name, Scenario scenario, long serverPid, int port)
      throws IOException, InterruptedException {
    long brokerPid = new ServerProcess(new Kafka(config)).running().orElseThrow().pid();
    LoadPlan plan =
        new LoadPlan(scenario, port, warmUp.toMillis(), duration.toMillis(), serverPid, brokerPid);
    Path log = config.home().resolve("load.log");
    Process load =
        new ProcessBuilder(
                java(LOAD_HEAP_MB, LoadMain.class, LoadMain.JSON.writeValueAsString(plan)))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    try (Killed killed = new Killed(load)) {
      String output = new String(load.getInputStream().readAllBytes(), UTF_8);
      if (load.waitFor() != 0) {
        throw new IllegalStateException("the load generator failed: see " + log);
      }
      LoadResult result = LoadMain.JSON.readValue(output, LoadResult.class);
      out.printf(
          "  %-16s %,.0f events/s, %,.0f per CPU-second, %,d refused%n",
          name, result.perSecond(), result.perCpuSecond(), result.refused());
      return result;
    }
  }

  private static List<String> java(int heapMb, Class<?> main, String... args) {
    return JavaCommand.ofThisJvm(heapMb)
        .main(System.getProperty("java.class.path"), main.getName(), args);
  }

  /** Ends a process with this one, whatever comes. */
  private static final class Killed implements AutoCloseable {

    private final Process process;
    private final Thread whenInterrupted;

    Killed(Process process) {
      this.process = process;
      this.whenInterrupted = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
      Runtime.getRuntime().removeShutdownHook(whenInterrupted);
    }
  }
}
