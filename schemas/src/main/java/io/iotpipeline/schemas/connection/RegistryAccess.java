package io.iotpipeline.schemas.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where the schema registry is, and how a client logs in: {@code schema.registry.url}, and the
 * settings of {@link HttpAccess} with the prefix {@code schema.registry.}. A login in the URL, as
 * in {@code http://user:password@host}, counts as basic authentication.
 */
public final class RegistryAccess {

  static final String PREFIX = "schema.registry.";
  public static final String URL = PREFIX + "url";
  private static final String USER_INFO = PREFIX + HttpAccess.USER_INFO;
  private static final String TOKEN = PREFIX + HttpAccess.TOKEN;
  private static final String USER_INFO_SOURCE = PREFIX + "basic.auth.credentials.source";
  private static final String TOKEN_SOURCE = PREFIX + "bearer.auth.credentials.source";
  private static final String AUTHORIZATION = PREFIX + "authorization";

  private final HttpAccess http;
  private final Map<String, String> settings;

  private RegistryAccess(HttpAccess http, Map<String, String> settings) {
    this.http = http;
    this.settings = settings;
  }

  /**
   * @param settings those above; other keys are ignored
   * @throws ConfigException if the URL is missing, or if there are two logins
   */
  public static RegistryAccess of(Map<String, String> settings) {
    String url = settings.get(URL);
    if (url == null || url.isBlank()) {
      throw new ConfigException(
          URL, url, "the URL of the schema registry is required, as http://host:port");
    }
    Map<String, String> access = new HashMap<>(settings);
    access.keySet().removeIf(key -> !key.startsWith(PREFIX));
    String root = url.strip().replaceAll("/+$", "");
    access.put(URL, withoutLogin(root));
    loginIn(root).ifPresent(login -> access.putIfAbsent(USER_INFO, login));
    Map<String, String> unprefixed = new HashMap<>();
    access.forEach((key, value) -> unprefixed.put(key.substring(PREFIX.length()), value));
    return new RegistryAccess(HttpAccess.of(PREFIX, unprefixed), access);
  }

  /** Returns the URL without its login, for messages. */
  public static String withoutLogin(String url) {
    return url.replaceFirst("://.*@", "://");
  }

  private static Optional<String> loginIn(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getRawUserInfo())
          .map(login -> URLDecoder.decode(login.replace("+", "%2B"), UTF_8));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL, withoutLogin(url), "is not a URL");
    }
  }

  public HttpAccess http() {
    return http;
  }

  /**
   * The settings, with those that the serializers need in addition: the header {@code
   * schema.registry.authorization}, and the kinds of the login as Confluent's serializers name
   * them.
   */
  public Map<String, String> settings() {
    Map<String, String> all = new HashMap<>(settings);
    http.authorization().ifPresent(header -> all.put(AUTHORIZATION, header));
    if (settings.containsKey(USER_INFO)) {
      all.put(USER_INFO_SOURCE, "USER_INFO");
    }
    if (settings.containsKey(TOKEN)) {
      all.put(TOKEN_SOURCE, "STATIC_TOKEN");
    }
    return all;
  }
}
