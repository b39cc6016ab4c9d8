package io.iotpipeline.producer.gateway;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.producer.send.RecordSender;
import io.iotpipeline.producer.send.SendCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends events to the gateway over HTTP. The sensors are shared among lanes, each of which has one
 * message in flight; so the events of a sensor stay in their order, also if a message is sent
 * again.
 */
public final class HttpSender implements RecordSender {

  private static final int LANES = 4;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final SendCounts counts;
  private final List<HttpLane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private HttpSender(HttpConnection connection, Consumer<String> messages) {
    counts = new SendCounts(messages);
    Outage outage = new Outage(messages);
    for (int i = 0; i < LANES; i++) {
      HttpLane lane = new HttpLane(connection, counts, outage);
      Thread thread = new Thread(lane, "http-" + i);
      thread.setDaemon(true);
      lanes.add(lane);
      threads.add(thread);
      thread.start();
    }
  }

  /**
   * @param messages receives a message for each record that is not sent, and of outages
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
   * @throws io.iotpipeline.producer.send.StartupException if the gateway does not answer, or
   *     refuses the login
   */
  public static HttpSender open(GatewayEndpoint endpoint, Consumer<String> messages) {
    HttpConnection connection = new HttpConnection(endpoint);
    connection.check();
    return new HttpSender(connection, messages);
  }

  @Override
  public void send(OutgoingRecord outgoing) {
    GatewayRecord next = GatewayRecord.of(outgoing, true);
    counts.sent(next.expected());
    lanes.get(Math.floorMod(next.sensorId().hashCode(), LANES)).add(next);
  }

  @Override
  public void flush() {
    while (!counts.isSettled()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void abort() {
    lanes.forEach(HttpLane::abort);
    threads.forEach(Thread::interrupt);
  }

  @Override
  public void close() {
    lanes.forEach(HttpLane::close);
  }

  @Override
  public SendCounts counts() {
    return counts;
  }
}
