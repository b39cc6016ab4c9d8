package io.iotpipeline.streamsapp.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** A certificate and its key, in a key store that is its own trust store. */
public record TestCertificate(Path store) {

  public static final String PASSWORD = "store-s3cret";

  /** What the clients of the tests connect to. */
  public static final String LOCAL = "ip:127.0.0.1";

  /** Takes a second. */
  public static TestCertificate create(Path store, String subjectAlternativeName)
      throws IOException {
    Path log = store.resolveSibling("keytool.log");
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
                    PASSWORD,
                    "-alias",
                    "node",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=node",
                    "-ext",
                    "san=" + subjectAlternativeName))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
    return new TestCertificate(store);
  }

  /** Replaces the file at once, if it exists. */
  public TestCertificate copyTo(Path file) throws IOException {
    Path copy = Files.copy(store, file.resolveSibling("copy-of-" + store.getFileName()));
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    return new TestCertificate(file);
  }

  /** Kafka's names of the settings of an instance that trusts the same certificate. */
  public Map<String, Object> ssl() {
    return Map.of(
        "ssl.keystore.location",
        store.toString(),
        "ssl.keystore.password",
        new Password(PASSWORD),
        "ssl.truststore.location",
        store.toString(),
        "ssl.truststore.password",
        new Password(PASSWORD));
  }

  /** TLS without tokens. */
  public HttpSecurity security() {
    return security(null, null);
  }

  /**
   * @param read null: no token
   * @param metrics null: no token
   */
  public HttpSecurity security(String read, String metrics) {
    return HttpSecurity.of(new AccessConfig(ssl(), token(read), token(metrics)));
  }

  public static BearerToken token(String token) {
    return BearerToken.of("a.token", token == null ? null : new Password(token));
  }
}
