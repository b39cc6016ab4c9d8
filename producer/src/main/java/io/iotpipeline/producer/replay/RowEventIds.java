package io.iotpipeline.producer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/**
 * Derives event ids from the rows of a file: UUIDs of version 3 (RFC 9562). If a file is sent
 * again, its events have the same ids, and the pipeline recognizes them as duplicates.
 *
 * @param fixedSensorId sensor id of all rows; null if the row contains it
 */
record RowEventIds(String fixedSensorId) {

  String idOf(String line) {
    String content = fixedSensorId == null ? line : fixedSensorId + '\n' + line;
    return UUID.nameUUIDFromBytes(content.getBytes(UTF_8)).toString();
  }
}
