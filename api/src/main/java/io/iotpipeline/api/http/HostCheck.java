package io.iotpipeline.api.http;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a request may be answered that has no token. A page of another site can make its own name
 * point to the address of this server (DNS rebinding); its requests come from a browser that can
 * reach the server, and the page reads the answers. Their header Host has the name of the site, so
 * only addresses and names that no site can have are accepted.
 *
 * @param needed false: a token is required, which a page of another site does not have
 * @param listenHost of {@code http.listen}
 */
record HostCheck(boolean needed, String listenHost) {

  static final String REFUSAL =
      "without http.read.token, the API is reached by an IP address, by localhost or by the host"
          + " of http.listen only; set a token to use another name";

  /** They have nothing of sensors, and are asked for by names of containers. */
  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready", "/metrics");

  private static final Pattern WITH_PORT = Pattern.compile("(\\[[0-9a-f:.]+]|[^:]*)(:\\d*)?");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

  /**
   * Whether a request is of a page of this server, or of no page. Browsers name the site of the
   * page in each request that changes something.
   *
   * @param origin header Origin, such as {@code https://api.example:8095}; null: none
   * @param host header Host; null: none
   */
  static boolean isOwnPage(String origin, String host) {
    return origin == null
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  /**
   * @param header Host; null: none
   */
  boolean accepts(String path, String header) {
    if (!needed || OPEN.contains(path)) {
      return true;
    }
    var parts = WITH_PORT.matcher(header == null ? "" : header.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    String host = parts.group(1);
    return ADDRESS.matcher(host).matches()
        || host.equals("localhost")
        || host.equals(listenHost.toLowerCase(Locale.ROOT));
  }
}
