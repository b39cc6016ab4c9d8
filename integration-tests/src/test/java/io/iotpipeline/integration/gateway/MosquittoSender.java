package io.iotpipeline.integration.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A shell script that gives mosquitto_pub the readings of a sensor, one a line, and gives them
 * again if it fails.
 */
final class MosquittoSender implements FleetSender {

  /** It connects again by itself, but may wait without end for an answer that it has missed. */
  private static final int LIMIT_SECONDS = 120;

  private final GatewayAddress gateway;
  private final Path folder;

  /**
   * @param folder for its files
   */
  MosquittoSender(GatewayAddress gateway, Path folder) {
    this.gateway = gateway;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "mosquitto_pub";
  }

  @Override
  public void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception {
    Path lines = folder.resolve("mosquitto.json");
    for (int begin = 0; begin < fleet.size(); begin += fleet.perSensor()) {
      int end = fleet.end(begin, fleet.perSensor());
      pace.await(begin, fleet.size());
      Files.write(
          lines,
          IntStream.range(begin, end)
              .mapToObj(reading -> JsonReadings.ofTopic(fleet, reading))
              .toList());
      while (!sent(lines, fleet.sensor(begin), end - begin, ledger)) {
        pace.pause();
      }
      ledger.acknowledged(begin, end);
    }
  }

  private boolean sent(Path lines, String sensor, int readings, Ledger ledger) throws Exception {
    ledger.sent(readings);
    Programs.Result result =
        Programs.run(
            lines,
            folder.resolve("mosquitto.out"),
            LIMIT_SECONDS,
            List.of(
                "mosquitto_pub",
                "-h",
                gateway.mqtt().getHost(),
                "-p",
                String.valueOf(gateway.mqtt().getPort()),
                "-q",
                "1",
                "-t",
                "v1/" + sensor + "/events",
                "-l"));
    if (result.code() != 0) {
      ledger.retried(result.code() == -1 ? "stuck" : "exit " + result.code());
    }
    return result.code() == 0;
  }
}
