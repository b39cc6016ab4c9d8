package io.iotpipeline.connect.converter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 and its key, in a key store that is its own trust store. */
record Certificate(Path store, String password) {

  static Certificate create(Path store, String password) throws IOException {
    Path log = store.resolveSibling(store.getFileName() + ".log");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    password,
                    "-alias",
                    "node",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=node",
                    "-ext",
                    "san=ip:127.0.0.1"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
    return new Certificate(store, password);
  }

  /** Settings with which a converter trusts this certificate. */
  Map<String, String> trusted() {
    return settings("truststore");
  }

  /** Settings with which a converter shows this certificate. */
  Map<String, String> shown() {
    return settings("keystore");
  }

  private Map<String, String> settings(String kind) {
    String prefix = "registry.probe.ssl." + kind;
    return Map.of(
        prefix + ".location",
        store.toString(),
        prefix + ".password",
        password,
        prefix + ".type",
        "PKCS12");
  }

  /** For a server that shows this certificate, and trusts clients with it. */
  SSLContext forServer() {
    return TlsStores.context(
            "",
            Map.of(
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.password",
                password,
                "ssl.truststore.location",
                store.toString(),
                "ssl.truststore.password",
                password))
        .orElseThrow();
  }
}
