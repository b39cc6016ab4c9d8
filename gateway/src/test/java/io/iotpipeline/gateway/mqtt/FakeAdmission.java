package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.admission.Outcome;
import io.iotpipeline.gateway.admission.Outcome.Cause;
import io.iotpipeline.gateway.admission.Outcome.Rejected;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.BusyException;
import io.iotpipeline.gateway.intake.UnavailableException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is given, until the test says what Kafka does with it. */
final class FakeAdmission implements Admission {

  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile boolean automatic;

  /** A message that waits for Kafka. */
  record Request(
      Sender sender, String address, Batch batch, Promise<Outcome> answer, Context context) {

    void acknowledge() {
      List<Rejected> rejected =
          batch.unreadable().stream()
              .map(piece -> new Rejected(piece.index(), Cause.UNREADABLE, "unreadable"))
              .toList();
      complete(new Outcome(batch.events().size(), rejected));
    }

    void complete(Outcome outcome) {
      context.runOnContext(ignored -> answer.complete(outcome));
    }

    void busy() {
      fail(new BusyException("busy", Duration.ofSeconds(1)));
    }

    void unavailable() {
      fail(new UnavailableException("Kafka is away", null));
    }

    private void fail(Exception cause) {
      context.runOnContext(ignored -> answer.fail(cause));
    }
  }

  @Override
  public Future<Outcome> admit(String protocol, Sender sender, String address, Batch batch) {
    Promise<Outcome> answer = Promise.promise();
    Request request = new Request(sender, address, batch, answer, Vertx.currentContext());
    if (automatic) {
      request.acknowledge();
    }
    requests.add(request);
    return answer.future();
  }

  /** Kafka acknowledges all that comes from now on. */
  void automatic() {
    automatic = true;
  }

  Request next() {
    try {
      Request request = requests.poll(10, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no message came");
      }
      return request;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int waiting() {
    return requests.size();
  }
}
