package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.streamsapp.access.Certificates;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
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
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Connections of clients that do not behave; they are closed together. */
final class HostileClients implements AutoCloseable {

  private static final String HEALTH =
      "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

  private final InetSocketAddress server;
  private final Optional<SSLContext> tls;
  private final List<Client> clients = new ArrayList<>();

  HostileClients(HttpAddress server) {
    this(server, HttpSecurity.OPEN);
  }

  HostileClients(HttpAddress server, HttpSecurity security) {
    this.server = server.socketAddress();
    this.tls = security.certificates().map(Certificates::context);
  }

  private static final class Client {

    final SocketChannel channel;

    /** Null without TLS, or before the handshake. */
    TlsClient tls;

    /** What the server did not take yet, of which a TLS record must not lack a part. */
    ByteBuffer unsent = ByteBuffer.allocate(0);

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void send(String text) throws IOException {
      if (!unsent.hasRemaining()) {
        unsent = ByteBuffer.wrap(tls == null ? text.getBytes(ISO_8859_1) : tls.encrypt(text));
      }
      channel.write(unsent);
    }
  }

  /** Connects, and does no handshake. */
  void connect(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      clients.add(new Client(channel));
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096); // soon full
      channel.connect(server);
      channel.configureBlocking(false);
    }
  }

  /** Connects, and does the handshake if the server speaks TLS. */
  void connectAndHandshake(int count) throws IOException {
    connect(count);
    if (tls.isPresent()) {
      for (Client client : clients.subList(clients.size() - count, clients.size())) {
        client.channel.configureBlocking(true);
        client.tls = new TlsClient(tls.get());
        client.tls.handshake(client.channel);
        client.channel.configureBlocking(false);
      }
    }
  }

  /**
   * Sends as much of the text as the server takes, on each connection; reads nothing. It is
   * encrypted after a handshake.
   */
  void send(String text) {
    for (Client client : clients) {
      try {
        client.send(text);
      } catch (IOException closedByServer) {
        // the server may defend itself
      }
    }
  }

  /** Sends bytes as they are, on each connection. */
  void sendBytes(byte... bytes) {
    for (int client = 0; client < clients.size(); client++) {
      isOpenForBytes(client, bytes);
    }
  }

  /** The records that {@link #send} would send to a client. */
  byte[] encrypted(int client, String text) throws IOException {
    return clients.get(client).tls.encrypt(text);
  }

  /** Whether the server has not closed the connection; reads nothing from it. */
  boolean isOpen(int client) {
    try {
      // A byte after a request: to a closed connection the system answers with a reset.
      clients.get(client).send("x");
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** The same, with a byte that is sent as it is. */
  boolean isOpenForBytes(int client, byte... bytes) {
    try {
      clients.get(client).channel.write(ByteBuffer.wrap(bytes));
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** What the server sends to a client until it closes the connection; decrypted. */
  String response(int client) throws IOException {
    SocketChannel channel = clients.get(client).channel;
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
    TlsClient decryption = clients.get(client).tls;
    return decryption == null
        ? response.toString(ISO_8859_1)
        : decryption.decrypt(response.toByteArray());
  }

  /**
   * Asks for the health on a new connection.
   *
   * @return the status line, or why there is none within the time
   */
  String health(Duration timeout) {
    try (Socket socket = newSocket()) {
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

  private Socket newSocket() throws IOException {
    return tls.isPresent() ? tls.get().getSocketFactory().createSocket() : new Socket();
  }

  @Override
  public void close() {
    for (Client client : clients) {
      try {
        client.channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
