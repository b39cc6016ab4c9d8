package io.iotpipeline.benchmarks.gateway;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;

/**
 * The ceiling of the gateway's MQTT: the server of vertx-mqtt, which acknowledges each message at
 * once. The same number of event loops.
 */
public final class BareMqttMain {

  private BareMqttMain() {}

  public static void main(String[] args) {
    BareServer.run(Part::new);
  }

  private static final class Part extends AbstractVerticle {

    @Override
    public void start(Promise<Void> started) {
      MqttServer.create(vertx)
          .endpointHandler(Part::accept)
          .listen(BareServer.ANY_SHARED_PORT, "127.0.0.1")
          .onSuccess(server -> BareServer.listening(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private static void accept(MqttEndpoint endpoint) {
      endpoint.publishHandler(
          message -> {
            if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
              endpoint.publishAcknowledge(message.messageId());
            }
          });
      endpoint.accept(false);
    }
  }
}
