package io.iotpipeline.schemas.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How an HTTP client logs in, and whom it trusts. The settings have the names of Confluent's
 * clients:
 *
 * <ul>
 *   <li>{@code basic.auth.user.info}: {@code user:password}
 *   <li>{@code bearer.auth.token}
 *   <li>{@code ssl.*}: trust store and key store, with the names of Kafka's clients
 * </ul>
 */
public final class HttpAccess {

  /** Of servers without login and TLS. */
  public static final HttpAccess OPEN = new HttpAccess("", Map.of());

  static final String USER_INFO = "basic.auth.user.info";
  static final String TOKEN = "bearer.auth.token";
  private static final String SSL_PREFIX = "ssl.";

  private final String prefix;
  private final Map<String, String> settings;

  private HttpAccess(String prefix, Map<String, String> settings) {
    this.prefix = prefix;
    this.settings = settings;
  }

  /**
   * @param prefix of the settings where the user has set them, for messages
   * @param settings those above, without the prefix; other keys are ignored
   * @throws ConfigException if there are two logins, or one that cannot be sent; shows neither
   */
  public static HttpAccess of(String prefix, Map<String, String> settings) {
    if (settings.containsKey(USER_INFO) && settings.containsKey(TOKEN)) {
      throw new ConfigException("Give either " + prefix + USER_INFO + " or " + prefix + TOKEN);
    }
    for (String key : List.of(USER_INFO, TOKEN)) {
      if (settings.getOrDefault(key, "").chars().anyMatch(Character::isISOControl)) {
        throw new ConfigException(prefix + key + " has a line break or another control character");
      }
      if (settings.getOrDefault(key, "").contains(SecretReferences.BEGIN)) {
        throw new ConfigException(prefix + key + " refers to something that was not replaced");
      }
    }
    String token = settings.get(TOKEN);
    if (token != null
        && (token.isEmpty() || !token.chars().allMatch(each -> each > ' ' && each < 0x7F))) {
      throw new ConfigException(
          prefix + TOKEN + " is empty, or has a space or a character that is not ASCII");
    }
    return new HttpAccess(prefix, Map.copyOf(settings));
  }

  /** The value of the header Authorization; empty if there is no login. */
  public Optional<String> authorization() {
    if (settings.containsKey(USER_INFO)) {
      byte[] login = settings.get(USER_INFO).getBytes(UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
    }
    return Optional.ofNullable(settings.get(TOKEN)).map(token -> "Bearer " + token);
  }

  /**
   * Sets the trust store and the key store of a client.
   *
   * @throws ConfigException if a store cannot be read
   */
  public HttpClient.Builder secure(HttpClient.Builder client) {
    return sslContext().map(client::sslContext).orElse(client);
  }

  /**
   * The trust store and the key store; empty if the settings have none.
   *
   * @throws ConfigException if a store cannot be read
   */
  public Optional<SSLContext> sslContext() {
    Map<String, String> ssl = new HashMap<>(settings);
    ssl.keySet().removeIf(key -> !key.startsWith(SSL_PREFIX));
    if (ssl.isEmpty()) {
      return Optional.empty();
    }
    try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
      stores.configure(new ConfigDef().withClientSslSupport().parse(ssl));
      return Optional.of(stores.sslContext());
    } catch (KafkaException e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      throw new ConfigException(prefix + SSL_PREFIX + "*: " + e.getMessage() + cause);
    }
  }

  /** What to do about a response that refuses the login; empty if the response does not. */
  public Optional<String> refusal(int status) {
    return switch (status) {
      case 401, 407 ->
          Optional.of(
              "set a valid login: %s%s or %s%s".formatted(prefix, USER_INFO, prefix, TOKEN));
      case 403 -> Optional.of("the login needs more rights, or another login is needed");
      default -> Optional.empty();
    };
  }
}
