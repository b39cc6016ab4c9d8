package io.iotpipeline.streamsapp.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The certificate that a TLS server shows to its clients. */
public final class ServedCertificate {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private ServedCertificate() {}

  /**
   * Begins a TLS connection, and sends nothing on it.
   *
   * @return the end of the validity of the server's own certificate
   * @throws IOException if the server cannot be reached, or has shown no certificate
   */
  public static Instant notAfter(InetSocketAddress server) throws IOException {
    Recorder recorder = new Recorder();
    try (Socket tcp = new Socket()) {
      tcp.connect(server, (int) TIMEOUT.toMillis());
      tcp.setSoTimeout((int) TIMEOUT.toMillis());
      try (SSLSocket tls =
          (SSLSocket)
              context(recorder)
                  .getSocketFactory()
                  .createSocket(tcp, server.getHostString(), server.getPort(), true)) {
        tls.startHandshake();
      }
    } catch (SSLException e) {
      // It may want a certificate of the client, but has shown its own before.
      if (recorder.shown.get() == null) {
        throw e;
      }
    }
    return recorder.shown.get().getNotAfter().toInstant();
  }

  private static SSLContext context(Recorder recorder) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has TLS
    }
  }

  /** Accepts all certificates, because nothing is sent to the server or believed of it. */
  private static final class Recorder extends X509ExtendedTrustManager {

    private final AtomicReference<X509Certificate> shown = new AtomicReference<>();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      shown.set(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new IllegalStateException("no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
