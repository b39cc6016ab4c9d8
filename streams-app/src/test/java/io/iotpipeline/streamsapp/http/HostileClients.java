package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections of clients that do not behave; they are closed together. */
final class HostileClients implements AutoCloseable {

  private static final String HEALTH =
      "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final InetSocketAddress server;
  private final List<SocketChannel> channels = new ArrayList<>();

  HostileClients(HttpAddress server) {
    this.server = server.socketAddress();
  }

  void connect(int clients) throws IOException {
    for (int i = 0; i < clients; i++) {
      SocketChannel channel = SocketChannel.open();
      channels.add(channel);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096); // soon full
      channel.connect(server);
      channel.configureBlocking(false);
    }
  }

  /** Sends as much of the text as the server takes, on each connection; reads nothing. */
  void send(String text) throws IOException {
    for (SocketChannel channel : channels) {
      try {
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
      } catch (IOException closedByServer) {
        // the server may defend itself
      }
    }
  }

  /** Whether the server has not closed the connection; reads nothing from it. */
  boolean isOpen(int client) throws IOException {
    try {
      // A byte after a request: to a closed connection the system answers with a reset.
      channels.get(client).write(ByteBuffer.wrap(new byte[] {'x'}));
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** What the server sends to a client until it closes the connection. */
  String response(int client) throws IOException {
    SocketChannel channel = channels.get(client);
    channel.configureBlocking(true);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        response.write(buffer.array(), 0, buffer.position());
      }
    } catch (IOException reset) {
      // also closed
    }
    return response.toString(US_ASCII);
  }

  /**
   * Asks for the health on a new connection.
   *
   * @return the status line, or why there is none within the time
   */
  String health(Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(server, (int) timeout.toMillis());
      socket.getOutputStream().write(HEALTH.getBytes(US_ASCII));
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(start, US_ASCII);
    } catch (SocketTimeoutException e) {
      return "no answer within " + timeout.toMillis() + " ms";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    for (SocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
