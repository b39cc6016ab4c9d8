package io.iotpipeline.api.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.quarantine.ReadProgress;
import io.iotpipeline.admin.quarantine.ReplayPlan.Decision;
import io.iotpipeline.api.answer.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A replay, as far as it has come. One thread does it, others look at it. */
final class ReplayJob implements ReadProgress {

  /** Where a replay is. */
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  private final String id = UUID.randomUUID().toString();
  private final ReplayRequest request;
  private final Clock clock;
  private final Instant start;
  private State state = State.RUNNING;
  private Instant end;
  private String topic;
  private long read;
  private long expected;
  private Map<Decision, Long> decisions;
  private long validated;
  private Map<String, Long> rejectedByReason = Map.of();
  private String error;
  private volatile boolean stopped;

  ReplayJob(ReplayRequest request, Clock clock) {
    this.request = request;
    this.clock = clock;
    this.start = clock.instant();
  }

  ReplayRequest request() {
    return request;
  }

  String id() {
    return id;
  }

  Instant start() {
    return start;
  }

  synchronized boolean isRunning() {
    return state == State.RUNNING;
  }

  @Override
  public synchronized void start(String newTopic, long offsets) {
    topic = newTopic;
    read = 0;
    expected = offsets;
  }

  @Override
  public synchronized void advance(long records) {
    checkNotStopped();
    read += records;
  }

  /** All records that there are have been decided on, and those to replay are replayed. */
  synchronized void decided(Map<Decision, Long> counts) {
    decisions = new EnumMap<>(Decision.class);
    decisions.putAll(counts);
  }

  /** What the streams app has made of the replayed records up to now. */
  synchronized void processed(long nowValidated, Map<String, Long> nowRejected) {
    checkNotStopped();
    validated = nowValidated;
    rejectedByReason = new TreeMap<>(nowRejected);
  }

  /** No transaction is open where this is called. */
  private void checkNotStopped() {
    if (stopped) {
      throw new IllegalStateException("the API stops; replay again, and the rest follows");
    }
  }

  synchronized void done() {
    state = State.DONE;
    end = clock.instant();
  }

  synchronized void failed(String why) {
    state = State.FAILED;
    error = why;
    end = clock.instant();
  }

  void stop() {
    stopped = true;
  }

  synchronized long replayed() {
    return request.dryRun() ? 0 : count(Decision.REPLAY);
  }

  private long count(Decision decision) {
    return decisions == null ? 0 : decisions.getOrDefault(decision, 0L);
  }

  synchronized ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("state", state.name());
    request.addTo(json);
    json.put("started_at", Json.time(start));
    json.put("ended_at", Optional.ofNullable(end).map(Json::time).orElse(null));
    if (topic == null) {
      json.putNull("progress");
    } else {
      json.putObject("progress").put("topic", topic).put("read", read).put("of", expected);
    }
    if (decisions == null) {
      json.putNull("found").putNull("decisions");
    } else {
      json.put("found", decisions.values().stream().mapToLong(Long::longValue).sum());
      addDecisions(json.putArray("decisions"));
    }
    if (decisions == null || request.dryRun()) {
      json.putNull("outcome");
    } else {
      addOutcome(json.putObject("outcome"));
    }
    return json.put("error", error);
  }

  private void addDecisions(ArrayNode array) {
    for (Decision decision : Decision.values()) {
      long count = count(decision);
      if (decision == Decision.REPLAY || count > 0) {
        array
            .addObject()
            .put("decision", decision.name())
            .put("count", count)
            .put("text", decision.text(request.dryRun()));
      }
    }
  }

  private void addOutcome(ObjectNode json) {
    long rejected = rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
    json.put("validated", validated).put("rejected_again", rejected);
    json.put("not_processed", count(Decision.REPLAY) - validated - rejected);
    ObjectNode reasons = json.putObject("rejected_by_reason");
    rejectedByReason.forEach(reasons::put);
  }
}
