package io.iotpipeline.integration.stack;

import io.iotpipeline.devstack.server.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** What a server adds to its log from now on. */
public final class ServerLog {

  private final Server server;
  private final int begin;

  public ServerLog(Server server) throws IOException {
    this.server = server;
    this.begin = (int) Files.size(server.log());
  }

  public String added() throws IOException {
    byte[] log = Files.readAllBytes(server.log());
    return new String(log, begin, log.length - begin, StandardCharsets.UTF_8);
  }
}
