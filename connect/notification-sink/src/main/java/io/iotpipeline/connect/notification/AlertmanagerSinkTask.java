package io.iotpipeline.connect.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends open and ended alerts to Alertmanager: changes at once, all of them at an interval. Nothing
 * has to be remembered over a restart, because the task then reads its topic from the beginning. It
 * sends nothing of a partition before that is read, so an alert that ended long ago is not sent,
 * unless the partition stops giving records for long in the middle.
 *
 * <p>The records are taken while Alertmanager is away, and the alerts are sent when it is back: by
 * then the last state of each alert counts. Alertmanager's own notifications are not lost either
 * when it restarts: it remembers which it has sent, and hears of all open alerts again.
 *
 * <p>The class is long because reading, settling and sending share the open alerts and the time of
 * the current put.
 */
public final class AlertmanagerSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSinkTask.class);
  private static final String PATH = "/api/v2/alerts";

  /** How soon put is called without records. */
  private static final Duration TICK = Duration.ofMillis(500);

  /** What one poll adds to the time without records, however long this worker stood still. */
  private static final Duration LONGEST_POLL = TICK.multipliedBy(2);

  private final Function<NotificationConfig, Receiver> opener;
  private final Clock clock;
  private final PutTime time;
  private NotificationConfig config;
  private Receiver receiver;
  private RetryBackoff backoff;
  private OpenAlerts alerts;

  /**
   * The partitions that have given older records and are not yet read, with how long each has given
   * none since.
   */
  private final Map<Integer, Duration> reading = new HashMap<>();

  /** When the last partition was assigned. */
  private Instant opened = Instant.MAX;

  private Instant lastPut = Instant.MAX;
  private Instant sendAllAt = Instant.MAX;
  private Instant warnAt = Instant.MIN;
  private Instant notBefore = Instant.MIN;

  /** The constructor that Connect calls. */
  public AlertmanagerSinkTask() {
    this(
        config -> new HttpReceiver(config, URI.create(root(config.url()) + PATH)),
        Clock.systemUTC(),
        new PutTime(System::nanoTime));
  }

  AlertmanagerSinkTask(Function<NotificationConfig, Receiver> opener, Clock clock, PutTime time) {
    this.opener = opener;
    this.clock = clock;
    this.time = time;
  }

  private static String root(URI url) {
    return url.toString().replaceAll("/+$", "");
  }

  @Override
  public void start(Map<String, String> props) {
    config = NotificationConfig.alertmanager(props);
    receiver = opener.apply(config);
    backoff = config.backoff();
    alerts = new OpenAlerts(config.validity(), config.maxOpenAlerts());
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    forget(partitions);
    Map<TopicPartition, Long> beginning = new HashMap<>();
    partitions.forEach(partition -> beginning.put(partition, 0L));
    context.offset(beginning);
    opened = clock.instant();
    lastPut = opened;
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    forget(partitions);
  }

  private void forget(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      alerts.forget(partition.partition());
      reading.remove(partition.partition());
    }
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    time.begin();
    Instant now = clock.instant();
    records.forEach(record -> add(record, now));
    settle(records, now);
    if (!now.isBefore(notBefore)) {
      send(now);
    }
    context.timeout(TICK.toMillis());
    lastPut = clock.instant();
  }

  private void add(SinkRecord record, Instant now) {
    if (record.value() == null) {
      return;
    }
    try {
      Instant recorded = recorded(record).orElse(now);
      SensorAlert.of(RecordFields.of(record))
          .ifPresent(alert -> alerts.add(record.kafkaPartition(), alert, recorded, now));
    } catch (DataException e) {
      LOG.warn("A record is no alert: {}", e.getMessage());
    }
  }

  private static Optional<Instant> recorded(SinkRecord record) {
    return Optional.ofNullable(record.timestamp()).map(Instant::ofEpochMilli);
  }

  /**
   * Connect does not say where a partition ends. It is read when it gives a record that is newer
   * than the start, or when it gave older ones and then none for a while. A partition that has
   * given nothing may be empty or late; there is nothing to send of it either way.
   */
  private void settle(Collection<SinkRecord> records, Instant now) {
    long waited = Duration.between(lastPut, now).toMillis();
    Duration polled = Duration.ofMillis(Math.max(0, Math.min(waited, LONGEST_POLL.toMillis())));
    reading.replaceAll((partition, quiet) -> quiet.plus(polled));
    Set<Integer> read = new TreeSet<>();
    for (SinkRecord record : records) {
      int partition = record.kafkaPartition();
      if (alerts.isRead(partition)) {
        continue;
      }
      if (recorded(record).orElse(Instant.MIN).isBefore(opened)) {
        reading.put(partition, Duration.ZERO);
      } else {
        read.add(partition);
      }
    }
    reading.forEach(
        (partition, quiet) -> {
          if (quiet.compareTo(config.settle()) >= 0) {
            read.add(partition);
          }
        });
    if (read.isEmpty()) {
      return;
    }
    reading.keySet().removeAll(read);
    read.forEach(alerts::read);
    sendAllAt = now;
    LOG.info(
        "The partitions {} are read; {} alerts are open or have ended lately", read, alerts.size());
  }

  /**
   * When the time is over, the rest follows with the next put. A RetriableException would only make
   * Connect give the same records again.
   */
  private void send(Instant now) {
    if (!now.isBefore(sendAllAt)) {
      alerts.repeatAll(now);
      sendAllAt = now.plus(config.resendInterval());
      warnOfLimit(now);
    }
    try {
      List<OpenAlerts.Entry> batch = alerts.next(config.batchSize());
      while (!batch.isEmpty()) {
        sendBatch(batch, now);
        backoff.onSuccess();
        batch = time.isOver() ? List.of() : alerts.next(config.batchSize());
      }
    } catch (ReceiverAwayException e) {
      notBefore = clock.instant().plus(backoff.onFailure(e));
      sendAllAt = notBefore;
    }
  }

  /** Of a refused batch, each alert is sent alone; one that is refused alone is only logged. */
  private void sendBatch(List<OpenAlerts.Entry> batch, Instant now) throws ReceiverAwayException {
    List<String> bodies = batch.stream().map(each -> alerts.json(each, now)).toList();
    try {
      receiver.send(array(bodies));
    } catch (RequestRefusedException e) {
      if (batch.size() > 1) {
        sendEach(batch, now);
        return;
      }
      LOG.warn("Alertmanager refuses an alert: {}: {}", e.getMessage(), bodies.get(0));
    }
    alerts.sent(batch);
  }

  private void sendEach(List<OpenAlerts.Entry> batch, Instant now) throws ReceiverAwayException {
    for (OpenAlerts.Entry each : batch) {
      sendBatch(List.of(each), now);
      if (time.isOver()) {
        return;
      }
    }
  }

  /** At most one line in the validity of an alert, by default an hour. */
  private void warnOfLimit(Instant now) {
    if (now.isBefore(warnAt)) {
      return;
    }
    long leftOut = alerts.takeLeftOut();
    if (leftOut > 0) {
      warnAt = now.plus(config.validity());
      LOG.warn(
          "{} open alerts, those longest not repeated, are no longer sent: {} allows {}",
          leftOut,
          NotificationKeys.MAX_OPEN,
          config.maxOpenAlerts());
    }
  }

  private static String array(List<String> bodies) {
    return bodies.stream().collect(Collectors.joining(",", "[", "]"));
  }

  @Override
  public void stop() {
    // The client has no resources of its own.
  }

  @Override
  public String version() {
    return Version.get();
  }
}
