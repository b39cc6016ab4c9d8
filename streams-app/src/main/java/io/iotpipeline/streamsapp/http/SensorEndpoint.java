package io.iotpipeline.streamsapp.http;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import java.net.URI;
import org.eclipse.jetty.http.HttpFields;

/**
 * Answers queries about any sensor: from this instance if it has the active task of the sensor's
 * partition, else from the instance that has it, else from a standby.
 */
public final class SensorEndpoint implements Endpoint {

  private final HttpAddress self;
  private final SensorLocator locator;
  private final LocalResponder local;
  private final Forwarder forwarder;

  /**
   * @param self address of this instance as {@code locator} returns it
   * @param security how to reach other instances
   */
  public SensorEndpoint(
      HttpAddress self, SensorLocator locator, SensorQueryService queries, HttpSecurity security) {
    this.self = self;
    this.locator = locator;
    this.local = new LocalResponder(queries);
    this.forwarder = new Forwarder(security);
  }

  @Override
  public Reply answer(URI url, HttpFields headers) {
    return SensorQuery.parse(url)
        .map(query -> answer(query, url, headers.get(Forwarder.REPLICA)))
        .orElseGet(() -> Reply.error(404, "no such path: " + url.getRawPath()));
  }

  /** A forwarded query is answered here or not at all, so that it is not forwarded in a circle. */
  private Reply answer(SensorQuery query, URI url, String requestedReplica) {
    SensorLocation location = locator.locate(query.sensorId());
    if (requestedReplica != null) {
      return local.answer(
          query,
          new StoreReplica(location.partition(), requestedReplica.equals(Forwarder.STANDBY)));
    }
    Reply reply = ask(location.active(), query, url, new StoreReplica(location.partition(), false));
    for (HttpAddress standby : location.standbys()) {
      if (!reply.isUnavailable()) {
        break;
      }
      reply = ask(standby, query, url, new StoreReplica(location.partition(), true));
    }
    return reply;
  }

  private Reply ask(HttpAddress instance, SensorQuery query, URI url, StoreReplica replica) {
    return instance.equals(self)
        ? local.answer(query, replica)
        : forwarder.forward(instance, url, replica.standby());
  }
}
