package io.iotpipeline.gateway.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Unpacks bodies, which may be made to become very large. */
final class Gzip {

  static final int MAX_UNPACKED = 8 * 1024 * 1024;

  private Gzip() {}

  /**
   * @throws RequestException 413 if it becomes too large, 400 if it is not gzip
   */
  static byte[] unpack(byte[] packed) {
    byte[] unpacked;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 8192)) {
      unpacked = in.readNBytes(MAX_UNPACKED + 1);
    } catch (IOException e) {
      throw new RequestException(400, "the body is not gzip: " + e.getMessage());
    }
    if (unpacked.length > MAX_UNPACKED) {
      throw new RequestException(
          413, "the body has more than %d bytes unpacked; send less".formatted(MAX_UNPACKED));
    }
    return unpacked;
  }
}
