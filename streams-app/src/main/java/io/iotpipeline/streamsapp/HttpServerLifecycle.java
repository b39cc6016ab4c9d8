package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.config.ConfigKeys;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.http.HttpService;
import io.iotpipeline.streamsapp.http.SensorEndpoint;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.InteractiveQueries;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import io.iotpipeline.streamsapp.query.PartitionStores;
import io.iotpipeline.streamsapp.query.StreamsSensorLocator;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and closes the HTTP server; does nothing if {@code http.listen} is off. */
final class HttpServerLifecycle implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpServerLifecycle.class);

  private final Optional<HttpService> service;
  private final Optional<HttpAddress> advertised;

  private HttpServerLifecycle(Optional<HttpService> service, Optional<HttpAddress> advertised) {
    this.service = service;
    this.advertised = advertised;
  }

  /**
   * Starts the server. It answers "not ready" until Kafka Streams runs.
   *
   * @throws StartupException if the server cannot listen on the address
   * @throws ConfigException if its key store or trust store cannot be read
   */
  static HttpServerLifecycle open(
      StreamsAppConfig config, KafkaStreamsHolder streams, Health health, AppMetrics metrics) {
    if (config.httpListen().isEmpty()) {
      return new HttpServerLifecycle(Optional.empty(), Optional.empty());
    }
    HttpSecurity security = HttpSecurity.of(config.httpAccess());
    HttpService service = bind(config.httpListen().get(), security);
    HttpAddress advertised = config.httpAdvertised().orElseGet(() -> service.address().reachable());
    service.start(
        health::report,
        metrics::scrape,
        new SensorEndpoint(
            advertised,
            new StreamsSensorLocator(streams),
            new InteractiveQueries(PartitionStores.of(streams)),
            security));
    LOG.info(
        "Listening on {}://{}, advertised as {}", security.scheme(), service.address(), advertised);
    return new HttpServerLifecycle(Optional.of(service), Optional.of(advertised));
  }

  /** The address at which other instances reach this one; empty if there is no server. */
  Optional<HttpAddress> advertised() {
    return advertised;
  }

  private static HttpService bind(HttpAddress listen, HttpSecurity security) {
    try {
      return HttpService.bind(listen, security);
    } catch (IOException e) {
      throw new StartupException(
          FAILURE,
          "%s=%s: cannot listen on this address (%s); set a free one for each instance with %s, or disable the HTTP server with %s off"
              .formatted(
                  ConfigKeys.HTTP_LISTEN,
                  listen,
                  e.getMessage(),
                  ConfigKeys.flag(ConfigKeys.HTTP_LISTEN),
                  ConfigKeys.flag(ConfigKeys.HTTP_LISTEN)));
    }
  }

  @Override
  public void close() {
    service.ifPresent(HttpService::close);
  }
}
