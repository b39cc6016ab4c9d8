package io.iotpipeline.integration.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks one instance of the streams app for the latest readings of many sensors. */
public final class ReadSide {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String instance;
  private final List<String> sensors;

  /**
   * The answers of one round, in which every sensor is asked for once.
   *
   * @param active answered by the instance that processes the sensor
   * @param stale answered by a standby
   * @param unavailable not answered at the moment (503)
   * @param unknown reported as not existing (404)
   */
  public record Round(int active, int stale, int unavailable, int unknown) {

    public boolean allActive() {
      return stale + unavailable + unknown == 0;
    }
  }

  /**
   * @param instance its address, as http://host:port
   */
  public ReadSide(String instance, List<String> sensors) {
    this.instance = instance;
    this.sensors = sensors;
  }

  /**
   * @throws AssertionError when an answer is none of those
   */
  public Round ask() throws IOException, InterruptedException {
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
   * Asks until every sensor is answered by the instance that processes it.
   *
   * @param limit how long that may take
   * @return all rounds, that one last
   */
  public List<Round> awaitAllActive(Duration limit) {
    List<Round> rounds = new ArrayList<>();
    Waits.await("active instances answer for all %d sensors".formatted(sensors.size()))
        .atMost(limit)
        .until(
            () -> {
              Round round = ask();
              rounds.add(round);
              return round;
            },
            Round::allActive);
    return rounds;
  }

  private HttpResponse<String> latest(String sensor) throws IOException, InterruptedException {
    URI url = URI.create(instance + "/sensors/" + sensor + "/latest");
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build();
    return client.send(request, BodyHandlers.ofString());
  }
}
