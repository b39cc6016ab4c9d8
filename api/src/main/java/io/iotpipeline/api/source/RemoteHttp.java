package io.iotpipeline.api.source;

import io.iotpipeline.schemas.connection.HttpAccess;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A client of another part's HTTP server, with its login and TLS. Never waits: what is asked on an
 * event loop is answered on the same one, since each change of threads costs more than the rest.
 */
public final class RemoteHttp {

  private static final int MAX_BODY = 8 * 1024 * 1024;

  /** More than requests in work, and those of the monitor. */
  private static final int MAX_CONNECTIONS = 100;

  private final HttpClient client;
  private final HttpAccess access;
  private final Duration timeout;

  /** An answer with any status. */
  public static final class Answer {
    private final int status;
    private final byte[] body;

    Answer(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    public int status() {
      return status;
    }

    public byte[] body() {
      return body;
    }
  }

  /**
   * @param prefix of the settings, for messages
   * @param settings of {@link HttpAccess}
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
   */
  public RemoteHttp(Vertx vertx, String prefix, Map<String, String> settings, Duration timeout) {
    this.access = HttpAccess.of(prefix, settings);
    this.timeout = timeout;
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) timeout.toMillis())
            .setMaxPoolSize(MAX_CONNECTIONS);
    access
        .sslContext()
        .ifPresent(context -> options.setSsl(true).setSslEngineOptions(new Stores(context)));
    this.client = vertx.createHttpClient(options);
  }

  /** The trust store and the key store of the settings. */
  private static final class Stores extends JdkSSLEngineOptions {
    private final SSLContext context;

    Stores(SSLContext context) {
      this.context = context;
    }

    @Override
    public SslContextFactory sslContextFactory() {
      return () ->
          new JdkSslContext(
              context,
              true,
              null,
              IdentityCipherSuiteFilter.INSTANCE,
              ApplicationProtocolConfig.DISABLED,
              ClientAuth.NONE,
              null,
              false);
    }

    @Override
    public Stores copy() {
      return this;
    }
  }

  /** Fails if there is no answer in time; any status is an answer. */
  public CompletableFuture<Answer> get(URI url) {
    RequestOptions request =
        new RequestOptions().setAbsoluteURI(url.toString()).setIdleTimeout(timeout.toMillis());
    access.authorization().ifPresent(login -> request.putHeader("Authorization", login));
    return client
        .request(request)
        .compose(each -> each.send())
        .compose(RemoteHttp::answer)
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Receives a body of limited size: another server is no reason to run out of memory. */
  private static Future<Answer> answer(HttpClientResponse response) {
    Promise<Answer> answer = Promise.promise();
    Buffer body = Buffer.buffer();
    response
        .handler(
            part -> {
              if (body.length() + part.length() > MAX_BODY) {
                answer.tryFail(new IOException("the answer has more than " + MAX_BODY + " bytes"));
                var unused = response.request().reset();
              } else {
                body.appendBuffer(part);
              }
            })
        .exceptionHandler(answer::tryFail)
        .endHandler(end -> answer.tryComplete(new Answer(response.statusCode(), body.getBytes())));
    return answer.future();
  }
}
