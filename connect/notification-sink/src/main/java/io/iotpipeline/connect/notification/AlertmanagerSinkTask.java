package io.iotpipeline.connect.notification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * sends nothing before it has read all, so an alert that ended long ago is not sent.
 *
 * <p>The records are taken while Alertmanager is away, and the alerts are sent when it is back: by
 * then the last state of each alert counts. Alertmanager's own notifications are not lost either
 * when it restarts: it remembers which it has sent, and hears of all open alerts again.
 */
public final class AlertmanagerSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSinkTask.class);
  private static final String PATH = "/api/v2/alerts";

  /** How soon put is called without records. */
  private static final Duration TICK = Duration.ofMillis(500);

  private final Function<NotificationConfig, Receiver> opener;
  private final Clock clock;
  private NotificationConfig config;
  private Receiver receiver;
  private RetryBackoff backoff;
  private OpenAlerts alerts;

  /** When the last partition was assigned; the topic is being read until it is settled. */
  private Instant opened = Instant.MAX;

  private Instant lastRecord = Instant.MAX;
  private boolean settled;
  private Instant sendAllAt = Instant.MIN;
  private Instant notBefore = Instant.MIN;

  /** The constructor that Connect calls. */
  public AlertmanagerSinkTask() {
    this(
        config -> new HttpReceiver(config, URI.create(root(config.url()) + PATH)),
        Clock.systemUTC());
  }

  AlertmanagerSinkTask(Function<NotificationConfig, Receiver> opener, Clock clock) {
    this.opener = opener;
    this.clock = clock;
  }

  private static String root(URI url) {
    return url.toString().replaceAll("/+$", "");
  }

  @Override
  public void start(Map<String, String> props) {
    config = NotificationConfig.alertmanager(props);
    receiver = opener.apply(config);
    backoff = config.backoff();
    alerts = new OpenAlerts(config.validity());
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> beginning = new HashMap<>();
    for (TopicPartition partition : partitions) {
      alerts.forget(partition.partition());
      beginning.put(partition, 0L);
    }
    context.offset(beginning);
    opened = clock.instant();
    lastRecord = opened;
    settled = false;
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> alerts.forget(partition.partition()));
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    records.forEach(this::add);
    Instant now = clock.instant();
    settle(records, now);
    if (settled && !now.isBefore(notBefore)) {
      send(now);
    }
    context.timeout(TICK.toMillis());
  }

  private void add(SinkRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      SensorAlert.of(RecordFields.of(record))
          .ifPresent(alert -> alerts.add(record.kafkaPartition(), alert, recorded(record)));
    } catch (DataException e) {
      LOG.warn("A record is no alert: {}", e.getMessage());
    }
  }

  private Instant recorded(SinkRecord record) {
    return record.timestamp() == null ? clock.instant() : Instant.ofEpochMilli(record.timestamp());
  }

  /**
   * Connect does not say where a topic ends. All is read when no record has come for a while, or
   * when, after ten such whiles, those that come are newer than the start.
   */
  private void settle(Collection<SinkRecord> records, Instant now) {
    if (settled) {
      return;
    }
    boolean onlyNew = records.stream().noneMatch(each -> recorded(each).isBefore(opened));
    if (!records.isEmpty()) {
      lastRecord = now;
    }
    settled =
        !now.isBefore(lastRecord.plus(config.settle()))
            || (onlyNew && !now.isBefore(opened.plus(config.settle().multipliedBy(10))));
    if (settled) {
      LOG.info("{} alerts are open or have ended lately", alerts.size());
      sendAllAt = now;
    }
  }

  private void send(Instant now) {
    boolean all = !now.isBefore(sendAllAt);
    if (!all && !alerts.hasChanges()) {
      return;
    }
    List<String> bodies = alerts.alerts(all, now);
    try {
      for (int i = 0; i < bodies.size(); i += config.batchSize()) {
        sendBatch(bodies.subList(i, Math.min(bodies.size(), i + config.batchSize())));
      }
    } catch (ReceiverAwayException e) {
      notBefore = now.plus(backoff.onFailure(e));
      sendAllAt = notBefore;
      return;
    }
    backoff.onSuccess();
    alerts.sent();
    if (all) {
      sendAllAt = now.plus(config.resendInterval());
    }
  }

  /** Of a refused batch, each alert is sent alone; one that is refused alone is only logged. */
  private void sendBatch(List<String> bodies) throws ReceiverAwayException {
    try {
      receiver.send(array(bodies));
    } catch (RequestRefusedException e) {
      if (bodies.size() == 1) {
        LOG.warn("Alertmanager refuses an alert: {}: {}", e.getMessage(), bodies.get(0));
        return;
      }
      for (String body : bodies) {
        sendBatch(List.of(body));
      }
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
