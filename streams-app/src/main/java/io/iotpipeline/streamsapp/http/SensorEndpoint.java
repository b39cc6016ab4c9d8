package io.iotpipeline.streamsapp.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;

/**
 * Answers about a sensor, wherever it is: from this instance if it holds the sensor, else from the
 * one that does, else from a standby.
 */
public final class SensorEndpoint implements Endpoint {

  private final HttpAddress self;
  private final SensorLocator places;
  private final LocalAnswers local;
  private final Forwarder forwarder = new Forwarder();

  /**
   * @param self how {@code places} names this instance
   */
  public SensorEndpoint(HttpAddress self, SensorLocator places, SensorQueries reads) {
    this.self = self;
    this.places = places;
    this.local = new LocalAnswers(reads);
  }

  @Override
  public Reply answer(URI url, Headers headers) {
    return SensorQuery.parse(url)
        .map(query -> answer(query, url, headers.getFirst(Forwarder.WANTED)))
        .orElseGet(() -> Reply.error(404, "no such path: " + url.getRawPath()));
  }

  /** Who was asked by another instance answers himself or not at all, so that nothing circles. */
  private Reply answer(SensorQuery query, URI url, String wanted) {
    KeyLocation place = places.of(query.sensorId());
    if (wanted != null) {
      return local.answer(
          query, new StoreReplica(place.partition(), wanted.equals(Forwarder.STANDBY)));
    }
    Reply reply = ask(place.active(), query, url, new StoreReplica(place.partition(), false));
    for (HttpAddress standby : place.standbys()) {
      if (!reply.isUnavailable()) {
        break;
      }
      reply = ask(standby, query, url, new StoreReplica(place.partition(), true));
    }
    return reply;
  }

  private Reply ask(HttpAddress holder, SensorQuery query, URI url, StoreReplica copy) {
    return holder.equals(self)
        ? local.answer(query, copy)
        : forwarder.ask(holder, url, copy.stale());
  }
}
