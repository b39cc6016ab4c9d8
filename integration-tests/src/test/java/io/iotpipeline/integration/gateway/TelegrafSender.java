package io.iotpipeline.integration.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Telegraf's output influxdb_v2 does: it sends its buffer in batches, and a batch again until
 * it is answered. It waits for Retry-After, and drops a batch that is refused.
 */
final class TelegrafSender implements FleetSender {

  /** Its metric_batch_size. */
  private static final int BATCH = 1000;

  private static final String MEASUREMENT = "weather";
  private static final String FIELD = "temperature";

  /** The metric that the gateway makes of measurement and field. */
  static final String METRIC = MEASUREMENT + "_" + FIELD;

  private final HttpDevice http;

  TelegrafSender(GatewayAddress gateway) {
    this.http = new HttpDevice(gateway);
  }

  @Override
  public String name() {
    return "Telegraf";
  }

  @Override
  public void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception {
    for (int begin = 0; begin < fleet.size(); begin += BATCH) {
      int end = fleet.end(begin, BATCH);
      pace.await(begin, fleet.size());
      byte[] batch = HttpDevice.gzip(lines(fleet, begin, end).getBytes(UTF_8));
      while (!sent(batch, end - begin, ledger, pace)) {
        pace.pause();
      }
      ledger.acknowledged(begin, end);
    }
  }

  private boolean sent(byte[] batch, int readings, Ledger ledger, Pace pace)
      throws InterruptedException {
    ledger.sent(readings);
    try {
      HttpResponse<String> response = http.telegraf(batch);
      if (response.statusCode() == 204) {
        return true;
      }
      if (response.statusCode() / 100 == 4 && response.statusCode() != 429) {
        throw new AssertionError("Telegraf drops the batch: " + response + response.body());
      }
      ledger.retried(String.valueOf(response.statusCode()));
      pace.pause(Duration.ofSeconds(response.headers().firstValueAsLong("Retry-After").orElse(0)));
    } catch (IOException e) {
      ledger.retried("no answer");
    }
    return false;
  }

  private static String lines(Fleet fleet, int begin, int end) {
    return IntStream.range(begin, end)
        .mapToObj(
            reading ->
                "%s,sensor=%s %s=%s %d\n"
                    .formatted(
                        MEASUREMENT,
                        fleet.sensor(reading),
                        FIELD,
                        fleet.value(reading),
                        TimeUnit.MILLISECONDS.toNanos(fleet.time(reading).toEpochMilli())))
        .collect(Collectors.joining());
  }
}
