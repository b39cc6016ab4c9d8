package io.iotpipeline.integration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Asks one instance of the streams app for the latest readings of many sensors. */
final class ReadSide {

  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(100);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String instance;
  private final List<String> sensors;

  /**
   * What came of asking for every sensor once.
   *
   * @param active answered by the instance that processes the sensor
   * @param stale answered by a standby
   * @param unavailable not answered at the moment (503)
   * @param unknown said not to exist (404)
   */
  record Round(int active, int stale, int unavailable, int unknown) {

    boolean allActive() {
      return stale + unavailable + unknown == 0;
    }
  }

  /**
   * @param instance its address, as http://host:port
   */
  ReadSide(String instance, List<String> sensors) {
    this.instance = instance;
    this.sensors = sensors;
  }

  /**
   * @throws AssertionError when an answer is none of those
   */
  Round ask() throws IOException, InterruptedException {
    int active = 0;
    int stale = 0;
    int unavailable = 0;
    int unknown = 0;
    for (String sensor : sensors) {
      HttpResponse<String> response = latest(sensor);
      boolean fromStandby = response.headers().firstValue("Stale").isPresent();
      switch (response.statusCode()) {
        case 200 -> {
          active += fromStandby ? 0 : 1;
          stale += fromStandby ? 1 : 0;
        }
        case 404 -> unknown++;
        case 503 -> unavailable++;
        default -> throw new AssertionError(sensor + ": " + response + " " + response.body());
      }
    }
    return new Round(active, stale, unavailable, unknown);
  }

  /**
   * Asks until a round is as wanted.
   *
   * @return all rounds, that one last
   * @throws AssertionError when none is, within the patience
   */
  List<Round> await(Predicate<Round> wanted, Duration patience)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    List<Round> rounds = new ArrayList<>();
    while (true) {
      Round round = ask();
      rounds.add(round);
      if (wanted.test(round)) {
        return rounds;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("after " + patience + " still " + round);
      }
      LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
    }
  }

  private HttpResponse<String> latest(String sensor) throws IOException, InterruptedException {
    URI url = URI.create(instance + "/sensors/" + sensor + "/latest");
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
