package io.iotpipeline.integration.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A shell script with a loop around curl, which sends a file of JSON in each round. */
final class CurlSender implements FleetSender {

  private static final int BATCH = 200;
  private static final int LIMIT_SECONDS = 40;

  private final GatewayAddress gateway;
  private final Path folder;

  /**
   * @param folder for its files
   */
  CurlSender(GatewayAddress gateway, Path folder) {
    this.gateway = gateway;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "curl";
  }

  @Override
  public void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception {
    Path batch = folder.resolve("curl.json");
    for (int begin = 0; begin < fleet.size(); begin += BATCH) {
      int end = fleet.end(begin, BATCH);
      pace.await(begin, fleet.size());
      Files.writeString(batch, JsonReadings.array(fleet, begin, end));
      while (!sent(batch, end - begin, ledger)) {
        pace.pause();
      }
      ledger.acknowledged(begin, end);
    }
  }

  private boolean sent(Path batch, int readings, Ledger ledger) throws Exception {
    ledger.sent(readings);
    Programs.Result result =
        Programs.run(
            batch,
            folder.resolve("curl.out"),
            LIMIT_SECONDS + 10,
            List.of(
                "curl",
                "--silent",
                "--max-time",
                String.valueOf(LIMIT_SECONDS),
                "--header",
                "Content-Type: application/json",
                "--data-binary",
                "@" + batch,
                "--output",
                folder.resolve("curl.answer").toString(),
                "--write-out",
                "%{http_code}",
                gateway.http().resolve("/v1/events").toString()));
    if (result.code() == 0 && result.output().equals("202")) {
      return true;
    }
    if (result.output().startsWith("4") && !result.output().equals("429")) {
      throw new AssertionError(result + ": " + Files.readString(folder.resolve("curl.answer")));
    }
    ledger.retried(result.code() == 0 ? result.output() : "exit " + result.code());
    return false;
  }
}
