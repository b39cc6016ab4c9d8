package io.iotpipeline.integration.stack;

import io.iotpipeline.devstack.server.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a server adds to its log from now on, also if the log is rotated meanwhile. */
public final class ServerLog {

  private final Server server;
  private final Object file;
  private final int begin;

  public ServerLog(Server server) throws IOException {
    this.server = server;
    this.file = key(server.log());
    this.begin = (int) Files.size(server.log());
  }

  public String added() throws IOException {
    StringBuilder added = new StringBuilder();
    Path part = server.log();
    for (int rotated = 1; !key(part).equals(file); rotated++) {
      added.insert(0, Files.readString(part));
      part = server.log().resolveSibling(server.log().getFileName() + "." + rotated);
    }
    byte[] first = Files.readAllBytes(part);
    return new String(Arrays.copyOfRange(first, begin, first.length), StandardCharsets.UTF_8)
        + added;
  }

  /** Identifies a file, whatever its name is after a rotation. */
  private static Object key(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino");
  }
}
