package io.iotpipeline.streamsapp.limits;

import java.time.Duration;

/**
 * What one server grants its clients together.
 *
 * @param connections open connections; one more closes the one that has waited longest for its
 *     client
 * @param requests requests in work at a time, from their headers to the last byte of the response;
 *     health checks do not count
 * @param headerBytes size of the request line and all headers
 * @param headerTime from the first byte of a request to the end of its headers
 * @param responseTime from there to the last byte of the response
 * @param idleTime without any byte in either direction
 */
public record HttpLimits(
    int connections,
    int requests,
    int headerBytes,
    Duration headerTime,
    Duration responseTime,
    Duration idleTime) {

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          256, 64, 8192, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60));
}
