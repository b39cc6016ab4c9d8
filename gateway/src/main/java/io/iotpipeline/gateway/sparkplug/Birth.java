package io.iotpipeline.gateway.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;

/** What the birth of a node or of a device has declared about its metrics. */
final class Birth {

  /** Estimates of the bytes on the heap, with the entries of the maps. */
  private static final int BYTES_PER_BIRTH = 300;

  private static final int BYTES_PER_METRIC = 200;

  /** More than the streams app takes, which is 256 characters. */
  private static final int MAX_NAME_BYTES = 1000;

  /** A metric's name and data type. */
  record Definition(String name, int datatype) {}

  private final Map<String, Definition> byName = new HashMap<>();
  private final Map<Long, Definition> byAlias = new HashMap<>();
  private final Long birthDeathSequence;
  private Long sequence;
  private final long bytes;

  /** Why a payload is no birth; null if it is one. */
  static String problem(Payload payload) {
    for (Metric metric : payload.metrics()) {
      if (metric.name() == null) {
        return "a birth with a metric without a name";
      }
      if (metric.name().getBytes(UTF_8).length > MAX_NAME_BYTES) {
        return "a birth with a metric's name of more than %d bytes".formatted(MAX_NAME_BYTES);
      }
    }
    return null;
  }

  /**
   * @param payload without a {@link #problem}
   */
  Birth(Payload payload) {
    long size = BYTES_PER_BIRTH;
    for (Metric metric : payload.metrics()) {
      Definition definition = new Definition(metric.name(), metric.datatype());
      byName.put(metric.name(), definition);
      if (metric.alias() != null) {
        byAlias.put(metric.alias(), definition);
      }
      size += BYTES_PER_METRIC + 2L * metric.name().length();
    }
    birthDeathSequence = payload.birthDeathSequence();
    sequence = payload.sequence();
    bytes = size;
  }

  /** The definition of a metric by its alias, else by its name; null if the birth has it not. */
  Definition find(Metric metric) {
    return metric.alias() == null || metric.name() != null
        ? byName.get(metric.name())
        : byAlias.get(metric.alias());
  }

  /** Null if the birth has none. */
  Long birthDeathSequence() {
    return birthDeathSequence;
  }

  /**
   * Follows the numbers of the messages of the node whose birth this is, and of its devices.
   *
   * @param next null if a message has none
   * @return false if messages are missing
   */
  boolean follow(Long next) {
    Long last = sequence;
    sequence = next;
    return last == null || next == null || next.equals(last) || next == ((last + 1) & 0xFF);
  }

  long bytes() {
    return bytes;
  }
}
