package io.iotpipeline.api.source;

import io.iotpipeline.schemas.connection.HttpAccess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A client of another part's HTTP server, with its login and TLS. Never waits. */
public final class RemoteHttp {

  private static final long MAX_BODY = 8L * 1024 * 1024;

  private final HttpClient client;
  private final HttpAccess access;
  private final Duration timeout;

  /**
   * @param prefix of the settings, for messages
   * @param settings of {@link HttpAccess}
   * @param executor runs the client; its threads are few
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
   */
  public RemoteHttp(
      String prefix, Map<String, String> settings, Executor executor, Duration timeout) {
    this.access = HttpAccess.of(prefix, settings);
    this.timeout = timeout;
    this.client =
        access
            .secure(
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .executor(executor))
            .build();
  }

  /** Fails if there is no answer in time; any status is an answer. */
  public CompletableFuture<HttpResponse<byte[]>> get(URI url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(timeout);
    access.authorization().ifPresent(login -> request.header("Authorization", login));
    return client
        .sendAsync(request.build(), info -> new LimitedBody(MAX_BODY))
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
