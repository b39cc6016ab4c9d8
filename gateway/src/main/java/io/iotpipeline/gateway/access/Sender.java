package io.iotpipeline.gateway.access;

import java.util.List;

/**
 * Somebody who sends events.
 *
 * @param name for logs, metrics and the quarantine
 * @param prefixes beginnings of the ids of the sensors for which it may speak; {@code *}: for all
 */
public record Sender(String name, List<String> prefixes) {

  static final String ALL = "*";

  /** Who sends if no login is required. */
  public static final Sender ANYBODY = new Sender("anybody", List.of(ALL));

  public Sender {
    prefixes = List.copyOf(prefixes);
  }

  /**
   * What shares a limit: the sender, or without login the host of the client.
   *
   * @param address host and port of the client
   */
  public String limitKey(String address) {
    return equals(ANYBODY) ? address.substring(0, Math.max(0, address.lastIndexOf(':'))) : name;
  }

  public boolean maySpeakFor(String sensorId) {
    for (String prefix : prefixes) {
      if (prefix.equals(ALL) || sensorId.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
