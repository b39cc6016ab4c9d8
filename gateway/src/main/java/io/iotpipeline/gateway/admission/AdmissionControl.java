package io.iotpipeline.gateway.admission;

import io.iotpipeline.gateway.access.RateLimits;
import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Outcome.Cause;
import io.iotpipeline.gateway.admission.Outcome.Rejected;
import io.iotpipeline.gateway.intake.Batch;
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
    Duration wait = limits.take(rateKey(sender, address), batch.size());
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
    inWork.incrementAndGet();
    long start = System.nanoTime();
    return intake
        .take(new Origin(protocol, sender.name(), address), allowed, unreadable)
        .map(new Outcome(allowed.size(), rejected))
        .onComplete(
            result -> {
              inWork.decrementAndGet();
              if (result.succeeded()) {
                metrics.acknowledged(
                    protocol, allowed.size(), unreadable.size(), System.nanoTime() - start);
              } else {
                metrics.refused(
                    protocol, result.cause() instanceof BusyException ? "busy" : "unavailable");
              }
            });
  }

  /** Without login each host has its own rate. */
  private static String rateKey(Sender sender, String address) {
    return sender.equals(Sender.ANYBODY)
        ? address.substring(0, Math.max(0, address.lastIndexOf(':')))
        : sender.name();
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
