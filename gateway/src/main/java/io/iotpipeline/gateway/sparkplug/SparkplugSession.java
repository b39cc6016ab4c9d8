package io.iotpipeline.gateway.sparkplug;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.Unreadable;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Reads the messages of the edge nodes of one connection in their order, and remembers their
 * births. Metrics of births are readings, too. Not thread-safe.
 */
public final class SparkplugSession implements AutoCloseable {

  private static final Duration REBIRTH_INTERVAL = Duration.ofSeconds(10);

  private final BirthTable births;
  private final RebirthLimiter rebirths;
  private final SparkplugMetrics metrics;

  /**
   * @param budget shared by all sessions
   * @param limit bytes of births of this session
   * @param maxNodes how many nodes are asked for births at most once in a while; of more nodes
   *     those asked longest ago may be asked again earlier
   */
  public SparkplugSession(BirthBudget budget, long limit, int maxNodes, SparkplugMetrics metrics) {
    this(budget, limit, maxNodes, metrics, System::nanoTime);
  }

  SparkplugSession(
      BirthBudget budget,
      long limit,
      int maxNodes,
      SparkplugMetrics metrics,
      LongSupplier nanoTime) {
    this.births = new BirthTable(budget, limit);
    this.rebirths = new RebirthLimiter(REBIRTH_INTERVAL, maxNodes, nanoTime);
    this.metrics = metrics;
  }

  /**
   * @param topic of a message that a node sends
   */
  public Reading read(SparkplugTopic topic, byte[] message) {
    Payload payload;
    try {
      payload = PayloadReader.read(message);
    } catch (MalformedPayloadException e) {
      return unreadable(message, "not a payload of Sparkplug B: " + e.getMessage(), false);
    }
    try {
      return switch (topic.type()) {
        case NBIRTH, DBIRTH -> birth(topic, payload, message);
        case NDATA, DDATA -> data(topic, payload, message);
        case NDEATH, DDEATH -> death(topic, payload);
        case NCMD, DCMD -> throw new IllegalArgumentException("a command: " + topic);
      };
    } catch (TooManyReadingsException e) {
      return unreadable(message, e.getMessage(), false);
    }
  }

  private Reading birth(SparkplugTopic topic, Payload payload, byte[] message)
      throws TooManyReadingsException {
    boolean complete = true;
    if (topic.type() == MessageType.NBIRTH) {
      births.removeNode(topic.nodeId());
    } else {
      complete = follow(topic, payload);
      births.remove(topic.sensorId());
    }
    // What an unreadable birth replaces is forgotten: its aliases may mean other metrics now.
    String problem = Birth.problem(payload);
    if (problem != null) {
      return unreadable(message, problem, false);
    }
    Birth birth = new Birth(payload);
    // A birth for which there is no room has readings all the same.
    births.put(topic.sensorId(), birth);
    return readings(topic, payload, birth, complete, message);
  }

  private Reading data(SparkplugTopic topic, Payload payload, byte[] message)
      throws TooManyReadingsException {
    Birth birth = births.get(topic.sensorId());
    boolean complete = follow(topic, payload);
    return birth == null
        ? unknown(topic, message, "data of %s without its birth".formatted(topic.sensorId()))
        : readings(topic, payload, birth, complete, message);
  }

  /** A missing message can be a birth, so the node is asked for its births. */
  private boolean follow(SparkplugTopic topic, Payload payload) {
    Birth node = births.get(topic.nodeId());
    return node == null || node.follow(payload.sequence());
  }

  /**
   * Of a death and a birth the numbers are compared: the broker may send the death of an earlier
   * connection of the node after the birth of the next one.
   */
  private Reading death(SparkplugTopic topic, Payload payload) {
    if (topic.type() == MessageType.DDEATH) {
      follow(topic, payload);
      births.remove(topic.sensorId());
    } else {
      Birth birth = births.get(topic.nodeId());
      Long sequence = payload.birthDeathSequence();
      if (birth == null || sequence == null || sequence.equals(birth.birthDeathSequence())) {
        births.removeNode(topic.nodeId());
      }
    }
    return new Reading(new Batch(), false);
  }

  /** All of a payload, or nothing: a part would be another event than the whole sent again. */
  private Reading readings(
      SparkplugTopic topic, Payload payload, Birth birth, boolean complete, byte[] message)
      throws TooManyReadingsException {
    ReadingsByTime readings = new ReadingsByTime(topic.sensorId());
    int skipped = 0;
    for (Metric metric : payload.metrics()) {
      Birth.Definition definition = birth.find(metric);
      if (definition == null) {
        return unknown(topic, message, label(metric) + " is not in the birth");
      }
      if (metric.value() == null || Payload.isControl(definition.name())) {
        continue;
      }
      int datatype = metric.datatype() == 0 ? definition.datatype() : metric.datatype();
      double value = DataTypes.measurement(datatype, metric.value());
      Long time = metric.timestamp() == null ? payload.timestamp() : metric.timestamp();
      if (Double.isNaN(value)) {
        skipped++;
      } else if (time == null) {
        return unreadable(message, "%s has no timestamp".formatted(definition.name()), false);
      } else {
        readings.add(time, definition.name(), value);
      }
    }
    metrics.skippedMetrics(skipped);
    return new Reading(readings.toBatch(), !complete && requestRebirth(topic));
  }

  private static String label(Metric metric) {
    return metric.name() == null ? "alias " + metric.alias() : metric.name();
  }

  private Reading unknown(SparkplugTopic topic, byte[] message, String reason) {
    return unreadable(message, reason, requestRebirth(topic));
  }

  private boolean requestRebirth(SparkplugTopic topic) {
    boolean permitted = rebirths.permit(topic.nodeId());
    if (permitted) {
      metrics.rebirthRequested();
    }
    return permitted;
  }

  private static Reading unreadable(byte[] message, String reason, boolean rebirth) {
    Batch batch = new Batch();
    batch.add(Unreadable.of(message, 0, message.length, reason));
    return new Reading(batch, rebirth);
  }

  /** Forgets all births. */
  @Override
  public void close() {
    births.clear();
  }
}
