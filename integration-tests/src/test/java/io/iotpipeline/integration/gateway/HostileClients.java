package io.iotpipeline.integration.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients that do not behave. They stay connected until this is closed. */
final class HostileClients implements AutoCloseable {

  private static final int IDLE = 50;
  private static final int GARBAGE_BYTES = 10_000;

  private final List<Socket> silent = new ArrayList<>();
  private final List<Socket> garbage = new ArrayList<>();

  HostileClients(GatewayAddress gateway) throws IOException {
    for (int i = 0; i < IDLE; i++) {
      silent.add(gateway.connectHttp());
      silent.add(gateway.connectMqtt());
    }
    // A head, a body and two packets of MQTT that never end.
    silent.add(sent(gateway.connectHttp(), "POST /v1/events HTTP/1.1\r\nHo".getBytes(US_ASCII)));
    silent.add(
        sent(
            gateway.connectHttp(),
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"sensor"
                .getBytes(US_ASCII)));
    silent.add(sent(gateway.connectMqtt(), new byte[] {0x10, 0x7F, 0, 4, 'M', 'Q'}));
    silent.add(
        sent(
            gateway.connectMqtt(),
            new byte[] {
              0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 'x', 0x32, (byte) 0xFF, 0x07
            }));
    byte[] noise = new byte[GARBAGE_BYTES];
    new Random(1).nextBytes(noise);
    garbage.add(sent(gateway.connectHttp(), noise));
    garbage.add(sent(gateway.connectMqtt(), noise));
  }

  private static Socket sent(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return socket;
  }

  /** Whether each connection that had garbage was closed. */
  boolean garbageIsRefused() throws IOException {
    for (Socket socket : garbage) {
      socket.setSoTimeout(15_000);
      try {
        socket.getInputStream().readAllBytes();
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        // Closed before all of it was read.
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : silent) {
      socket.close();
    }
    for (Socket socket : garbage) {
      socket.close();
    }
  }
}
