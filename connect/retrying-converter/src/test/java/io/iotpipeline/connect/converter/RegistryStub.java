package io.iotpipeline.connect.converter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A registry on a free port, which answers every request with the same status. */
final class RegistryStub implements AutoCloseable {

  private static final String PATH = "/subjects";

  /** The header Authorization of each request; without one, {@code none}. */
  final List<String> logins = new CopyOnWriteArrayList<>();

  volatile int status = 200;

  private final HttpServer server;
  private final String scheme;

  private RegistryStub(HttpServer server, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static RegistryStub http() throws IOException {
    return new RegistryStub(HttpServer.create(), "http");
  }

  /**
   * @param wantsCertificate whether clients need a certificate too
   */
  static RegistryStub https(SSLContext certificates, boolean wantsCertificate) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(
        new HttpsConfigurator(certificates) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = certificates.getDefaultSSLParameters();
            tls.setNeedClientAuth(wantsCertificate);
            parameters.setSSLParameters(tls);
          }
        });
    return new RegistryStub(server, "https");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(Objects.requireNonNullElse(login, "none"));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  String url() {
    return "%s://127.0.0.1:%d%s".formatted(scheme, server.getAddress().getPort(), PATH);
  }

  URI uri() {
    return URI.create(url());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
