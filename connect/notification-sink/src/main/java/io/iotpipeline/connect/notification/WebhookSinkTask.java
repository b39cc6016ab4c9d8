package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts records to a webhook. Connect commits the offsets of what {@code put} has taken, so each
 * record is delivered at least once. While the receiver is away, {@code put} fails with a {@link
 * RetriableException}, and Connect gives it the same records again; those that were delivered are
 * not sent again. What the receiver refuses, or what has no fields, goes to Connect's error
 * handling; of a refused batch, each record is tried alone.
 */
public final class WebhookSinkTask extends SinkTask {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSinkTask.class);

  private final Function<NotificationConfig, Receiver> opener;
  private final PutTime time;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private NotificationConfig config;
  private BodyTemplate template;
  private Set<String> kinds = Set.of();
  private Instant notBefore = Instant.EPOCH;
  private RetryBackoff backoff;
  private Receiver receiver;

  /** The constructor that Connect calls. */
  public WebhookSinkTask() {
    this(config -> new HttpReceiver(config, config.url()), new PutTime(System::nanoTime));
  }

  WebhookSinkTask(Function<NotificationConfig, Receiver> opener, PutTime time) {
    this.opener = opener;
    this.time = time;
  }

  @Override
  public void start(Map<String, String> props) {
    config = NotificationConfig.webhook(props);
    template = config.template();
    kinds = config.kinds();
    notBefore = config.notBefore();
    backoff = config.backoff();
    receiver = opener.apply(config);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    time.begin();
    List<SinkRecord> batch = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    for (SinkRecord record : records) {
      if (record.kafkaOffset() < next.getOrDefault(partition(record), 0L)) {
        continue;
      }
      try {
        Optional<String> body = body(record);
        if (body.isPresent()) {
          batch.add(record);
          bodies.add(body.get());
        }
      } catch (DataException e) {
        // First what is before it: after a failure, all from the first undelivered record on is
        // tried again.
        deliver(batch, bodies);
        report(record, e);
        done(record);
        requireTime();
      }
      if (batch.size() >= config.batchSize()) {
        deliver(batch, bodies);
        requireTime();
      }
    }
    deliver(batch, bodies);
    // Records that were left out have no body, and count as delivered too.
    records.forEach(this::done);
  }

  private Optional<String> body(SinkRecord record) {
    if (record.value() == null
        || (record.timestamp() != null && record.timestamp() < notBefore.toEpochMilli())) {
      return Optional.empty();
    }
    Map<String, Object> fields = new LinkedHashMap<>(RecordFields.of(record));
    if (!kinds.isEmpty() && !kinds.contains(String.valueOf(fields.get("kind")))) {
      return Optional.empty();
    }
    SensorAlert.of(fields).ifPresent(alert -> fields.put("summary", alert.summary()));
    return Optional.of(template.render(fields));
  }

  /** Delivers the batch and empties it. */
  private void deliver(List<SinkRecord> batch, List<String> bodies) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      if (config.batchSize() == 1) {
        send(batch.get(0), bodies.get(0));
      } else {
        sendTogether(batch, bodies);
      }
    } catch (ReceiverAwayException e) {
      Duration wait = backoff.onFailure(e);
      context.timeout(wait.toMillis());
      throw new RetriableException(
          "The receiver is away, next attempt in %d ms: %s"
              .formatted(wait.toMillis(), e.getMessage()));
    }
    backoff.onSuccess();
    batch.clear();
    bodies.clear();
  }

  private void sendTogether(List<SinkRecord> batch, List<String> bodies)
      throws ReceiverAwayException {
    try {
      receiver.send(array(bodies));
      batch.forEach(this::done);
    } catch (RequestRefusedException e) {
      LOG.info("A request with {} records is refused; each is sent alone", batch.size());
      for (int i = 0; i < batch.size(); i++) {
        send(batch.get(i), array(List.of(bodies.get(i))));
        backoff.onSuccess();
        requireTime();
      }
    }
  }

  private void send(SinkRecord record, String body) throws ReceiverAwayException {
    try {
      receiver.send(body);
    } catch (RequestRefusedException e) {
      report(record, e);
    }
    done(record);
  }

  private static String array(List<String> bodies) {
    return bodies.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private void done(SinkRecord record) {
    next.merge(partition(record), record.kafkaOffset() + 1, Math::max);
  }

  /** Gives the consumer a chance to poll; Connect comes back with the same records. */
  private void requireTime() {
    if (time.isOver()) {
      context.timeout(0);
      throw new RetriableException("The receiver is slow; what it has not yet got follows");
    }
  }

  /**
   * @throws ConnectException if nobody handles errors, or the dead letter topic does not take it
   */
  private void report(SinkRecord record, Exception cause) {
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException("A record is refused, and errors.tolerance is none", cause);
    }
    try {
      reporter.report(record, cause).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted", e);
    } catch (ExecutionException e) {
      throw new ConnectException("The dead letter topic does not take a record", e);
    }
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.topic(), record.kafkaPartition());
  }

  /** Whoever has the partition next begins at what was committed. */
  @Override
  public void close(Collection<TopicPartition> partitions) {
    partitions.forEach(next::remove);
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
