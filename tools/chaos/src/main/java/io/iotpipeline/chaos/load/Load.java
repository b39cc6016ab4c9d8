package io.iotpipeline.chaos.load;

import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.chaos.hostile.HostileKind;
import io.iotpipeline.devstack.config.DevStackConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** All that sends during a run. Closing it ends the processes at once. */
public final class Load implements AutoCloseable {

  private static final Duration FLOW_LIMIT = Duration.ofMinutes(5);

  /**
   * What became of the records.
   *
   * @param hostile by kind
   */
  public record Totals(RealProducers.Totals real, Map<String, HostileCounts> hostile) {}

  private final DevStackConfig config;
  private final RealProducers real;
  private volatile HostileProcess hostile;

  public Load(DevStackConfig config) {
    this.config = config;
    this.real = new RealProducers(config);
  }

  /**
   * Starts the real producers and waits until their events reach the tables.
   *
   * @param flows whether they do
   */
  public void startReal(double rate, long seed, BooleanSupplier flows) throws IOException {
    real.start(rate, seed);
    Poller.waitFor("events to flow from the producers to Cassandra", FLOW_LIMIT)
        .every(Duration.ofSeconds(1))
        .await(
            () -> {
              if (!real.allSend()) {
                return Optional.of("not all producers send");
              }
              return flows.getAsBoolean()
                  ? Optional.empty()
                  : Optional.of("a consumer group has committed nothing");
            });
  }

  /**
   * Starts the hostile producer.
   *
   * @param rate records per second; 0 for none
   */
  public void startHostile(double rate, long seed, Set<HostileKind> kinds) throws IOException {
    if (rate > 0) {
      hostile = HostileProcess.start(config, seed, rate, kinds);
    }
  }

  /** Events of the real producers that are known to be acknowledged, some seconds old. */
  public long acknowledged() throws IOException {
    return real.acknowledged();
  }

  /** Ends all producers when what they have sent is acknowledged. */
  public Totals stop() throws IOException, InterruptedException {
    Map<String, HostileCounts> counts = hostile == null ? Map.of() : hostile.stop();
    return new Totals(real.stop(), counts);
  }

  @Override
  public void close() {
    real.close();
    if (hostile != null) {
      hostile.close();
    }
  }
}
