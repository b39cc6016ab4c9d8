package io.iotpipeline.gateway.admission;

import io.iotpipeline.gateway.access.RateLimits;
import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Outcome.Cause;
import io.iotpipeline.gateway.admission.Outcome.Rejected;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BatchTooLargeException;
import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.Intake;
import io.iotpipeline.gateway.intake.Origin;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.gateway.metrics.GatewayMetrics;
import io.iotpipeline.schemas.SensorEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks rights and rate of each message, counts, and knows what is in work. Thread-safe. */
public final class AdmissionControl implements Admission {

  private final Intake intake;
  private final RateLimits limits;
  private final GatewayMetrics metrics;
  private final AtomicInteger inWork = new AtomicInteger();

  public AdmissionControl(Intake intake, RateLimits limits, GatewayMetrics metrics) {
    this.intake = intake;
    this.limits = limits;
    this.metrics = metrics;
  }

  @Override
  public Future<Outcome> admit(String protocol, Sender sender, String address, Batch batch) {
    String limitKey = sender.limitKey(address);
    int size = batch.size();
    Duration wait = limits.take(limitKey, size);
    if (!wait.isZero()) {
      metrics.refused(protocol, "rate");
      return Future.failedFuture(
          new BusyException("more events than this sender may send in a second", wait));
    }
    List<Rejected> rejected = new ArrayList<>();
    List<SensorEvent> allowed = allowed(sender, batch, rejected);
    List<Unreadable> unreadable = unreadable(batch, rejected);
    rejected.sort(Comparator.comparingInt(Rejected::index));
    metrics.forbidden(protocol, batch.events().size() - allowed.size());
    if (allowed.isEmpty() && unreadable.isEmpty()) {
      return Future.succeededFuture(new Outcome(0, rejected));
    }
    // Only numbers: what is captured stays in memory until Kafka has acknowledged.
    int events = allowed.size();
    int pieces = unreadable.size();
    long start = System.nanoTime();
    inWork.incrementAndGet();
    return take(new Origin(protocol, sender.name(), address), allowed, unreadable)
        .map(new Outcome(events, rejected))
        .onComplete(result -> inWork.decrementAndGet())
        .onSuccess(
            done -> metrics.acknowledged(protocol, events, pieces, System.nanoTime() - start))
        .onFailure(
            problem -> {
              metrics.refused(protocol, reason(problem));
              if (!(problem instanceof BatchTooLargeException)) {
                limits.giveBack(limitKey, size); // the sender will send it again
              }
            });
  }

  /** A bug is a failure as any other, so that it is counted. */
  private Future<Void> take(Origin origin, List<SensorEvent> events, List<Unreadable> unreadable) {
    try {
      return intake.take(origin, events, unreadable);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static String reason(Throwable problem) {
    if (problem instanceof BusyException) {
      return "busy";
    }
    return problem instanceof BatchTooLargeException ? "too_large" : "unavailable";
  }

  private static List<SensorEvent> allowed(Sender sender, Batch batch, List<Rejected> rejected) {
    List<SensorEvent> events = batch.events();
    List<SensorEvent> allowed = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      SensorEvent event = events.get(i);
      if (sender.maySpeakFor(event.getSensorId())) {
        allowed.add(event);
      } else {
        String error = "sender %s may not speak for this sensor".formatted(sender.name());
        rejected.add(new Rejected(batch.indexOfEvent(i), Cause.FORBIDDEN, error));
      }
    }
    return allowed;
  }

  private static List<Unreadable> unreadable(Batch batch, List<Rejected> rejected) {
    List<Unreadable> unreadable = new ArrayList<>(batch.unreadable().size());
    for (Batch.Piece piece : batch.unreadable()) {
      unreadable.add(piece.content());
      rejected.add(new Rejected(piece.index(), Cause.UNREADABLE, piece.content().reason()));
    }
    return unreadable;
  }

  /** Number of messages for which Kafka's acknowledgement is awaited. */
  public int inWork() {
    return inWork.get();
  }
}
