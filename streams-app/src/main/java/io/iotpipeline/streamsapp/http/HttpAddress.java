package io.iotpipeline.streamsapp.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instance listens, or is reached: {@code host:port}, an IPv6 address in brackets.
 *
 * @param host name or address, without brackets
 * @param port 0 to 65535; 0, to listen on, is any free one
 */
public record HttpAddress(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]+)):(\\d{1,5})");

  /**
   * @throws IllegalArgumentException when the text is no host:port
   */
  public static HttpAddress parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new HttpAddress(host, Integer.parseInt(parts.group(3)));
  }

  HttpAddress withPort(int boundPort) {
    return new HttpAddress(host, boundPort);
  }

  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** The same, fit for others: nobody can connect to a wildcard such as 0.0.0.0. */
  public HttpAddress reachable() {
    InetAddress address = socketAddress().getAddress();
    return address != null && address.isAnyLocalAddress()
        ? new HttpAddress(thisHost(), port)
        : this;
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
  }
}
