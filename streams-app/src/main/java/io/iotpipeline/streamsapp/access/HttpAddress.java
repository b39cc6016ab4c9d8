package io.iotpipeline.streamsapp.access;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on or to connect to: {@code host:port}, with IPv6 addresses in brackets.
 *
 * @param host name or address, without brackets
 * @param port 0 to 65535; 0 means any free port, to listen on
 */
public record HttpAddress(String host, int port) {

  private static final Pattern FORMAT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^\\s:/\\[\\]]+)):(\\d{1,5})");

  /**
   * @throws IllegalArgumentException if the text is not host:port
   */
  public static HttpAddress parse(String text) {
    Matcher parts = FORMAT.matcher(text.strip());
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > 65_535) {
      throw new IllegalArgumentException("expected host:port, found " + text);
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new HttpAddress(host, Integer.parseInt(parts.group(3)));
  }

  /**
   * Several addresses, separated by commas; none if the text is empty.
   *
   * @throws IllegalArgumentException if one of them is not host:port
   */
  public static List<HttpAddress> parseAll(String text) {
    return text.isEmpty()
        ? List.of()
        : Pattern.compile(",").splitAsStream(text).map(HttpAddress::parse).toList();
  }

  public HttpAddress withPort(int boundPort) {
    return new HttpAddress(host, boundPort);
  }

  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** The address for clients: a wildcard such as 0.0.0.0 is replaced by the host name. */
  public HttpAddress reachable() {
    InetAddress address = socketAddress().getAddress();
    return address != null && address.isAnyLocalAddress()
        ? new HttpAddress(localHostName(), port)
        : this;
  }

  private static String localHostName() {
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
