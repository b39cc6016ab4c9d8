package io.iotpipeline.integration.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate for 127.0.0.1 and its key, in a key store that is its own trust store. */
public record Certificate(Path store, String password) {

  /** Replaces the file. */
  public static Certificate create(Path store, String password) throws IOException {
    Files.createDirectories(store.getParent());
    Files.deleteIfExists(store);
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
}
