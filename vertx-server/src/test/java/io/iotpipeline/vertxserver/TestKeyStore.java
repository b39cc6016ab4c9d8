package io.iotpipeline.vertxserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;

/** A key store with a certificate for 127.0.0.1. */
record TestKeyStore(Path file) {

  private static final String PASSWORD = "store-s3cret";

  /** Takes a second. */
  static TestKeyStore create(Path file, String name) throws IOException {
    Path log = file.resolveSibling("keytool.log");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=ip:127.0.0.1"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
    return new TestKeyStore(file);
  }

  /** Settings with Kafka's names. */
  Map<String, Object> ssl() {
    return Map.of(
        "ssl.keystore.location", file.toString(), "ssl.keystore.password", new Password(PASSWORD));
  }

  /** For clients that trust this certificate. */
  SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
