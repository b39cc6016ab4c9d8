package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** The client's side of TLS, for clients that decide which bytes they send, and when. */
final class TlsClient {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final SSLEngine engine;

  /** Encrypted bytes from the server, to fill. */
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER_BYTES);

  private final ByteBuffer decrypted = ByteBuffer.allocate(BUFFER_BYTES);

  TlsClient(SSLContext context) {
    engine = context.createSSLEngine();
    engine.setUseClientMode(true);
  }

  /** The first message of a handshake. */
  byte[] hello() throws SSLException {
    return encrypt("");
  }

  /** On a blocking channel. */
  void handshake(SocketChannel channel) throws IOException {
    engine.beginHandshake();
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> channel.write(ByteBuffer.wrap(encrypt("")));
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (unwrap() == SSLEngineResult.Status.BUFFER_UNDERFLOW && channel.read(received) < 0) {
            throw new EOFException("closed by the server during the handshake");
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  /** TLS records with the text; one message of the handshake if it is empty. */
  byte[] encrypt(String text) throws SSLException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    ByteBuffer plain = ByteBuffer.wrap(text.getBytes(US_ASCII));
    ByteBuffer record = ByteBuffer.allocate(BUFFER_BYTES);
    do {
      engine.wrap(plain, record.clear());
      records.write(record.array(), 0, record.position());
    } while (plain.hasRemaining());
    return records.toByteArray();
  }

  /** The text of as many records as are complete; an alert ends it. */
  String decrypt(byte[] records) {
    StringBuilder text = new StringBuilder();
    for (byte each : records) {
      received.put(each);
      try {
        decrypted.clear();
        unwrap();
        text.append(US_ASCII.decode(decrypted.flip()));
      } catch (SSLException alert) {
        return text.toString();
      }
    }
    return text.toString();
  }

  private SSLEngineResult.Status unwrap() throws SSLException {
    received.flip();
    SSLEngineResult.Status status = engine.unwrap(received, decrypted).getStatus();
    received.compact();
    return status;
  }
}
