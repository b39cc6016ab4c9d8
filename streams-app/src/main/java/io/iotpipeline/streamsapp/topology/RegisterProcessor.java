package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.SensorAlert;
import io.iotpipeline.streamsapp.catalogue.MetricCatalogue;
import io.iotpipeline.streamsapp.config.SilenceAlerts;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.register.Inflow;
import io.iotpipeline.streamsapp.register.Registration;
import io.iotpipeline.streamsapp.register.Silence;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.state.SensorScan;
import io.iotpipeline.streamsapp.state.SensorStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the register of sensors, and finds the silent ones.
 *
 * <p>An event changes its sensor in memory only. News are written with the next punctuation. All
 * sensors are read in turn, every {@value #ROUND_MS} ms: those whose state has changed are written
 * to the register, others that were heard at most once per register interval, and those that missed
 * their expected interval are silent. So there are no timers to keep, and none to lose.
 *
 * <p>Silence is judged by the wall clock, and only over a time in which events could be heard: it
 * begins with the {@link ListeningTime} of the task, or when events arrive again after none had, at
 * all or in the partition (see {@link Inflow}). So a pipeline that was down is not a fleet of
 * silent sensors.
 */
final class RegisterProcessor
    implements Processor<byte[], AcceptedEvent, String, SpecificRecordBase> {

  private static final Duration PUNCTUATION_INTERVAL = Duration.ofMillis(500);

  /** Between the beginnings of two rounds over all sensors. */
  private static final long ROUND_MS = 5_000;

  /** While the task reads what had waited for it, the register is no news. */
  private static final long CATCH_UP_ROUND_MS = 120_000;

  /** Sensors per punctuation, at most: a transaction must end within its timeout. */
  private static final int MAX_SENSORS = 2_000;

  /** Metrics of sensors that are due, at most: a sensor may have a thousand with long names. */
  private static final int MAX_METRICS = 10_000;

  /** Sensors that are read before the limits are checked. */
  private static final int AT_ONCE = 20;

  private final SilenceAlerts silenceAlerts;
  private final SensorStatusMapper mapper;
  private final Inflow inflow;
  private final PipelineMetrics metrics;
  private final RegisterRateLimiter rateLimiter;

  private ProcessorContext<String, SpecificRecordBase> context;
  private SensorStore sensors;
  private SensorScan round;

  /** Sensors with news, which need not wait for the next round; not all, if there are many. */
  private final Deque<String> news = new ArrayDeque<>();

  private long nextRoundMs;
  private ListeningTime listening;

  /** When the newest event arrived. */
  private long heardMs;

  /** Of this round. */
  private FleetCount count;

  /** Counted in the last round; null before its end. */
  private Inflow.Fleet fleet;

  /**
   * @param registerInterval between two updates of a sensor that only say that it was heard
   */
  RegisterProcessor(
      SilenceAlerts silenceAlerts,
      Duration registerInterval,
      MetricCatalogue catalogue,
      Inflow inflow,
      PipelineMetrics metrics) {
    this.silenceAlerts = silenceAlerts;
    this.rateLimiter =
        new RegisterRateLimiter(registerInterval, Duration.ofMillis(ROUND_MS), MAX_SENSORS);
    this.mapper = new SensorStatusMapper(catalogue);
    this.inflow = inflow;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> context) {
    this.context = context;
    sensors = context.getStateStore(TopologyNames.SENSORS_STORE);
    long now = context.currentSystemTimeMs();
    round = null;
    news.clear();
    nextRoundMs = now;
    listening = new ListeningTime(now);
    heardMs = Registration.NEVER;
    fleet = null;
    rateLimiter.start(now);
    context.schedule(PUNCTUATION_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::punctuate);
  }

  @Override
  public void process(Record<byte[], AcceptedEvent> accepted) {
    AcceptedEvent value = accepted.value();
    long now = context.currentSystemTimeMs();
    long arrived = accepted.timestamp();
    listening.read(arrived, now);
    heardMs = Math.max(heardMs, arrived);
    rateLimiter.event(now);
    Registration registration = value.sensor().registration();
    boolean wasNews = registration.isNews();
    Silence ended = registration.heard(arrived, value.advanceMs());
    if (registration.isNews() && !wasNews && news.size() < MAX_SENSORS) {
      news.add(value.sensor().id());
    }
    if (ended != null) {
      send(
          value.sensor(),
          SilenceAlertMapper.resumed(value.sensor().id(), ended, value.event().eventId()),
          now);
    }
  }

  private void punctuate(long now) {
    listening.tick(now);
    if (fleet == null) {
      listening.notBefore(now); // how many sensors there are is not known yet
    } else {
      int partition = context.taskId().partition();
      inflow.report(partition, fleet, heardMs, now);
      listening.notBefore(inflow.isStoppedIn(partition) ? now : inflow.resumedAt(partition));
    }
    rateLimiter.punctuate(now);
    for (String id = news.poll(); id != null; id = news.poll()) {
      registerIfDue(sensors.sensor(id), now);
      sensors.makeRoom();
    }
    if (round == null && now >= nextRoundMs) {
      nextRoundMs = now + (listening.isBehind() ? CATCH_UP_ROUND_MS : ROUND_MS);
      beginRound();
    } else if (!listening.isBehind()) {
      nextRoundMs = Math.min(nextRoundMs, now + ROUND_MS);
    }
    if (round != null) {
      continueRound(now);
    }
  }

  private void beginRound() {
    count = new FleetCount(inflow.lastHeard(), heardMs);
    round = sensors.scan(this::isDue);
  }

  private void continueRound(long now) {
    int metricsLeft = MAX_METRICS;
    for (int read = 0; read < MAX_SENSORS && metricsLeft > 0 && !round.isDone(); read += AT_ONCE) {
      metricsLeft -= nextSensors(now);
    }
    if (round.isDone()) {
      round = null;
      fleet = count.fleet();
      rateLimiter.sensors(fleet.active());
    }
  }

  /** Returns the number of metrics of the sensors that were due. */
  private int nextSensors(long now) {
    int[] metricsOfDue = {0};
    round.next(
        AT_ONCE,
        sensor -> {
          metricsOfDue[0] += sensor.detectors().size();
          if (isSilent(sensor, now)) {
            Silence silence = sensors.silence(sensor, now);
            send(sensor, SilenceAlertMapper.silent(sensor.id(), silence), now);
          }
          registerIfDue(sensor, now);
          sensors.makeRoom();
        });
    return metricsOfDue[0];
  }

  private boolean isDue(Sensor sensor) {
    count.add(sensor.registration());
    long now = listening.now();
    return isSilent(sensor, now) || isRegisterDue(sensor, now);
  }

  private boolean isSilent(Sensor sensor, long now) {
    Registration registration = sensor.registration();
    return silenceAlerts.covers(registration.isIntervalGiven())
        && registration.isOverdue(now, listening.from());
  }

  private boolean isRegisterDue(Sensor sensor, long now) {
    Registration registration = sensor.registration();
    return registration.isUrgent(sensor.detectors().size()) || rateLimiter.isDue(registration, now);
  }

  private void registerIfDue(Sensor sensor, long now) {
    if (!isRegisterDue(sensor, now)) {
      return;
    }
    if (!sensor.registration().isUrgent(sensor.detectors().size())) {
      rateLimiter.sent();
    }
    long revision = sensors.register(sensor, now);
    context.forward(
        new Record<>(sensor.id(), mapper.status(sensor, revision), now), TopologyNames.SENSORS);
    metrics.registered();
  }

  private void send(Sensor sensor, SensorAlert alert, long now) {
    context.forward(new Record<>(sensor.id(), alert, now), TopologyNames.SENSOR_ALERTS);
    metrics.alerted(alert.getSeverity());
  }

  @Override
  public void close() {
    inflow.forget(context.taskId().partition());
  }
}
