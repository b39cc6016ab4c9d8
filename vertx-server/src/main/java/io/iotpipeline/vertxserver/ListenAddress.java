package io.iotpipeline.vertxserver;

import org.apache.kafka.common.config.ConfigException;

/**
 * Where a server listens.
 *
 * @param port 0: any free port
 */
public record ListenAddress(String host, int port) {

  /**
   * @param key the setting, for the message
   * @param text {@code HOST:PORT}; an IPv6 address is in brackets
   * @param example a value that the setting may have, for the message
   * @throws ConfigException if it is anything else
   */
  public static ListenAddress parse(String key, String text, String example) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (!host.isBlank() && port >= 0 && port <= 65_535) {
        return new ListenAddress(host, port);
      }
    } catch (NumberFormatException e) {
      // the message below
    }
    throw new ConfigException(key, text, "expected HOST:PORT, such as " + example);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
