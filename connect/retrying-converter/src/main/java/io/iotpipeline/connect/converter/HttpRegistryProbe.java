package io.iotpipeline.connect.converter;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Sends one GET request. The registry can be used if it returns any status except these:
 *
 * <ul>
 *   <li>401, 403 and 407: it, or a proxy, refuses the login
 *   <li>3xx: whatever redirects, for example to a login page, is not the registry. Redirects are
 *       not followed, so that the login goes nowhere else
 *   <li>429 (too many requests) and those from 500: it cannot work now
 * </ul>
 *
 * <p>The client and its threads exist from the first request until {@link #close}. Java 17 cannot
 * stop a client: its thread ends when the garbage collector has found the client unused.
 */
final class HttpRegistryProbe implements RegistryProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpRequest request;
  private final Optional<SSLContext> tls;
  private final String shownUrl;
  private HttpClient client;

  /**
   * @param url with http or https, and a host
   * @param authorization value of the header
   * @param tls certificates; if empty, those of the JVM
   */
  HttpRegistryProbe(URI url, Optional<String> authorization, Optional<SSLContext> tls) {
    HttpRequest.Builder get = HttpRequest.newBuilder(url).timeout(TIMEOUT);
    authorization.ifPresent(login -> get.header("Authorization", login));
    this.request = get.build();
    this.tls = tls;
    // Without a query, which may contain a token.
    this.shownUrl = url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  @Override
  public Optional<RegistryError> error() {
    try {
      HttpResponse<InputStream> response = client().send(request, BodyHandlers.ofInputStream());
      response.body().close(); // not read: it may be long, or never end
      return error(response.statusCode());
    } catch (IOException e) {
      return Optional.of(RegistryError.noAnswer("no answer from " + shownUrl + ": " + describe(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitInterruptedError(e);
    }
  }

  private HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(TIMEOUT);
      tls.ifPresent(builder::sslContext);
      client = builder.build();
    }
    return client;
  }

  private Optional<RegistryError> error(int status) {
    String answer = shownUrl + " answers with status " + status;
    if (status == 401 || status == 403 || status == 407) {
      return Optional.of(RegistryError.loginRefused(answer + ". " + RegistryError.REMEDY));
    }
    if (status >= 300 && status < 400) {
      return Optional.of(
          RegistryError.noAnswer(
              answer + ", a redirect. registry.probe.url must be a URL of the registry itself"));
    }
    return status == 429 || status >= 500
        ? Optional.of(RegistryError.noAnswer(answer))
        : Optional.empty();
  }

  /** Java's client often gives no message for a connection that cannot be established. */
  private static String describe(IOException failure) {
    return failure instanceof ConnectException && failure.getMessage() == null
        ? "cannot connect"
        : failure.toString();
  }

  @Override
  public void close() {
    client = null;
  }
}
