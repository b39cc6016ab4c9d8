package io.iotpipeline.api.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.source.RemoteHttp;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the whole pipeline every two seconds. Servers that do not answer delay nothing else. */
public final class PipelineMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);
  private static final long INTERVAL_MS = 2_000;
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private final Servers servers;
  private final KafkaSampler kafkaSampler;
  private final PipelineReport report;
  private final Probe<KafkaSample> kafka;
  private final Optional<Probe<List<Connector>>> connect;
  private final Probe<Boolean> registry;
  private final Map<NodeState, Probe<Integer>> httpServers = new LinkedHashMap<>();
  private final List<Consumer<ObjectNode>> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService waiting = Executors.newFixedThreadPool(2, daemon("probe"));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(daemon("pipeline"));
  private volatile Set<String> groups;
  private volatile ObjectNode latest;

  /**
   * The servers that are looked at.
   *
   * @param registryProbe fails if the registry does not answer; waits
   * @param cassandraNodes as the driver sees them
   * @param rejected rejected records by reason
   * @param counts of topics that are read, by topic
   */
  public record Servers(
      String bootstrapServers,
      Supplier<Admin> admins,
      String streamsAppGroup,
      String registryUrl,
      Runnable registryProbe,
      Optional<URI> connect,
      RemoteHttp connectHttp,
      List<URI> streamsApps,
      RemoteHttp streamsAppHttp,
      Optional<URI> gateway,
      RemoteHttp gatewayHttp,
      Supplier<List<NodeState>> cassandraNodes,
      Supplier<Map<String, Long>> rejected,
      Supplier<Map<String, RecordCount>> counts) {}

  public PipelineMonitor(Servers servers) {
    this.servers = servers;
    this.groups = Set.of(servers.streamsAppGroup());
    this.report = new PipelineReport(servers.streamsAppGroup());
    this.kafkaSampler =
        new KafkaSampler(
            servers.admins(),
            Topics.all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet()));
    this.kafka =
        new Probe<>(
            () -> CompletableFuture.supplyAsync(() -> kafkaSampler.sample(groups()), waiting));
    this.registry =
        new Probe<>(
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      servers.registryProbe().run();
                      return true;
                    },
                    waiting));
    this.connect = servers.connect().map(url -> new Probe<>(() -> connectors(url)));
    servers.streamsApps().forEach(url -> addHttp("streams-app", url, servers.streamsAppHttp()));
    servers.gateway().ifPresent(url -> addHttp("gateway", url, servers.gatewayHttp()));
  }

  /** Without Connect, the groups of its connectors are those that Kafka has. */
  private Set<String> groups() {
    if (connect.isPresent()) {
      return groups;
    }
    Set<String> all = new HashSet<>(kafkaSampler.groups(Connector.GROUP_PREFIX));
    all.add(servers.streamsAppGroup());
    return all;
  }

  private void addHttp(String service, URI url, RemoteHttp http) {
    httpServers.put(
        new NodeState(service, url.toString(), false, ""),
        new Probe<>(
            () -> http.get(URI.create(url + "/health/ready")).thenApply(each -> each.status())));
  }

  private CompletableFuture<List<Connector>> connectors(URI url) {
    return servers
        .connectHttp()
        .get(URI.create(url + "/connectors?expand=status"))
        .thenApply(
            answer -> {
              if (answer.status() != 200) {
                throw new IllegalStateException("status " + answer.status());
              }
              try {
                return Connector.read(Json.read(answer.body()));
              } catch (IOException e) {
                throw new UncheckedIOException("no JSON", e);
              }
            });
  }

  /** Gets each report. */
  public void listen(Consumer<ObjectNode> listener) {
    listeners.add(listener);
  }

  public void start() {
    var unused = clock.scheduleWithFixedDelay(this::sample, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  private void sample() {
    try {
      ObjectNode json = report.of(samples(), Instant.now(), System.nanoTime());
      latest = json;
      listeners.forEach(each -> each.accept(json));
    } catch (RuntimeException e) { // of a bug; the next sample may succeed
      LOG.warn("The pipeline could not be looked at", e);
    }
  }

  private PipelineReport.Samples samples() {
    kafka.ask();
    registry.ask();
    connect.ifPresent(Probe::ask);
    httpServers.values().forEach(Probe::ask);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Probe.Outcome<KafkaSample> kafkaSample = kafka.await(deadline);
    Optional<Probe.Outcome<List<Connector>>> connectors =
        connect.map(probe -> probe.await(deadline));
    List<NodeState> nodes = new ArrayList<>(brokers(kafkaSample));
    nodes.add(node("registry", servers.registryUrl(), registry.await(deadline).problem()));
    connectors.ifPresent(
        outcome ->
            nodes.add(
                node("connect", servers.connect().orElseThrow().toString(), outcome.problem())));
    nodes.addAll(servers.cassandraNodes().get());
    httpServers.forEach((server, probe) -> nodes.add(ready(server, probe.await(deadline))));
    rememberGroups(connectors.map(Probe.Outcome::answer).orElse(null));
    return new PipelineReport.Samples(
        Optional.ofNullable(kafkaSample.answer()),
        connectors.map(Probe.Outcome::answer),
        nodes,
        servers.rejected().get(),
        servers.counts().get());
  }

  /** Those of the connectors that there are, for the next sample. */
  private void rememberGroups(List<Connector> connectors) {
    if (connectors != null) {
      Set<String> all = new HashSet<>(Set.of(servers.streamsAppGroup()));
      connectors.forEach(each -> all.add(each.group()));
      groups = Set.copyOf(all);
    }
  }

  private List<NodeState> brokers(Probe.Outcome<KafkaSample> sample) {
    return sample.answer() == null
        ? List.of(node("kafka", servers.bootstrapServers(), sample.problem()))
        : sample.answer().brokers().stream().map(address -> node("kafka", address, null)).toList();
  }

  private static NodeState node(String service, String address, String problem) {
    return new NodeState(service, address, problem == null, problem == null ? "" : problem);
  }

  private static NodeState ready(NodeState server, Probe.Outcome<Integer> outcome) {
    String problem =
        outcome.answer() == null
            ? outcome.problem()
            : outcome.answer() == 200 ? null : "not ready, status " + outcome.answer();
    return node(server.service(), server.address(), problem);
  }

  /**
   * The latest report.
   *
   * @throws ProblemException if there is none yet
   */
  public ObjectNode latest() {
    ObjectNode report = latest;
    if (report == null) {
      throw ProblemException.unavailable("the pipeline has not been looked at yet; ask again");
    }
    return report;
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void close() {
    clock.shutdownNow();
    waiting.shutdownNow();
    kafkaSampler.close();
  }
}
