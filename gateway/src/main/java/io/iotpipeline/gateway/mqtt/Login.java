package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.access.Senders;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;

/**
 * Decides about a CONNECT: the password is the token, and the user name is the name of its sender.
 *
 * @param sender null if it is refused
 * @param refusal null if it is accepted
 */
record Login(Sender sender, MqttConnectReturnCode refusal) {

  static Login check(MqttConnectMessage connect, Senders senders) {
    boolean mqtt5 = isMqtt5(connect);
    if (connect
            .variableHeader()
            .properties()
            .getProperty(MqttPropertyType.AUTHENTICATION_METHOD.value())
        != null) {
      return refused(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD);
    }
    boolean anonymous = connect.payload().clientIdentifier().isEmpty();
    if (!mqtt5 && anonymous && !connect.variableHeader().isCleanSession()) {
      return refused(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
    }
    byte[] password = connect.payload().passwordInBytes();
    String name = connect.payload().userName();
    return senders
        .login(password == null ? null : new String(password, UTF_8))
        .filter(sender -> sender.equals(Sender.ANYBODY) || sender.name().equals(name))
        .map(sender -> new Login(sender, null))
        .orElseGet(
            () ->
                refused(
                    mqtt5
                        ? MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD
                        : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD));
  }

  static boolean isMqtt5(MqttConnectMessage connect) {
    return connect.variableHeader().version() == 5;
  }

  private static Login refused(MqttConnectReturnCode code) {
    return new Login(null, code);
  }
}
