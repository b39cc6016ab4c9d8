package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.StartupException.FAILURE;

import io.iotpipeline.streamsapp.config.ConfigKeys;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.http.HttpAddress;
import io.iotpipeline.streamsapp.http.HttpService;
import io.iotpipeline.streamsapp.http.SensorEndpoint;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.InteractiveQueries;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import io.iotpipeline.streamsapp.query.PartitionStores;
import io.iotpipeline.streamsapp.query.StreamsSensorLocator;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's HTTP server as it is configured, or none. */
final class HttpServerLifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServerLifecycle.class);

  private final Optional<HttpService> service;
  private final Optional<HttpAddress> advertised;

  private HttpServerLifecycle(Optional<HttpService> service, Optional<HttpAddress> advertised) {
    this.service = service;
    this.advertised = advertised;
  }

  /**
   * Answers from now on, at first that the app is not ready.
   *
   * @throws StartupException when the address cannot be listened on
   */
  static HttpServerLifecycle open(
      StreamsAppConfig config, KafkaStreamsHolder streams, Health health, AppMetrics metrics) {
    if (config.httpListen().isEmpty()) {
      return new HttpServerLifecycle(Optional.empty(), Optional.empty());
    }
    HttpService service = bind(config.httpListen().get());
    HttpAddress advertised = config.httpAdvertised().orElseGet(() -> service.address().reachable());
    service.start(
        health::report,
        metrics::scrape,
        new SensorEndpoint(
            advertised,
            new StreamsSensorLocator(streams),
            new InteractiveQueries(PartitionStores.of(streams))));
    LOG.info("Listening on http://{}, advertised as {}", service.address(), advertised);
    return new HttpServerLifecycle(Optional.of(service), Optional.of(advertised));
  }

  /** By which other instances reach this one. */
  Optional<HttpAddress> advertised() {
    return advertised;
  }

  private static HttpService bind(HttpAddress listen) {
    try {
      return HttpService.bind(listen);
    } catch (IOException e) {
      throw new StartupException(
          FAILURE,
          "%s=%s cannot be listened on (%s): give each instance its own by %s, or none by %s off"
              .formatted(
                  ConfigKeys.HTTP_LISTEN,
                  listen,
                  e.getMessage(),
                  ConfigReader.flag(ConfigKeys.HTTP_LISTEN),
                  ConfigReader.flag(ConfigKeys.HTTP_LISTEN)));
    }
  }

  @Override
  public void close() {
    service.ifPresent(HttpService::close);
  }
}
