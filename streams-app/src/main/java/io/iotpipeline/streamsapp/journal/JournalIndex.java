package io.iotpipeline.streamsapp.journal;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Which sensors may have entries in the pieces of a journal that were read. Has at most 4 bytes for
 * each entry of the journal.
 */
final class JournalIndex {

  private static final class Piece {
    private final long next;

    /** Hashes of the ids, ascending. */
    private final int[] sensors;

    Piece(long next, int[] sensors) {
      this.next = next;
      this.sensors = sensors;
    }
  }

  /** By the number of their first entry. */
  private final TreeMap<Long, Piece> pieces = new TreeMap<>();

  /**
   * @param first number of the first entry of the piece
   * @param next number of the entry after it
   */
  void add(long first, long next, List<String> sensors) {
    int[] hashes = sensors.stream().mapToInt(String::hashCode).sorted().toArray();
    pieces.put(first, new Piece(next, hashes));
  }

  /**
   * @param first number of the first entry of a piece
   */
  boolean has(long first) {
    return pieces.containsKey(first);
  }

  /**
   * Returns the number of the next entry that must be read for a sensor: that after the piece if it
   * has none of the sensor, else the first one of the piece.
   *
   * @param first number of the first entry of a piece
   */
  long skip(long first, String sensor) {
    Piece piece = pieces.get(first);
    return piece == null || Arrays.binarySearch(piece.sensors, sensor.hashCode()) >= 0
        ? first
        : piece.next;
  }

  /** Forgets the pieces before an entry. */
  void keepFrom(long first) {
    pieces.headMap(first).clear();
  }
}
