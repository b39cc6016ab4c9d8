package io.iotpipeline.streamsapp.journal;

import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which sensors may have entries in the pieces of a journal that were read, so that other readers
 * need not read all pieces. Has at most 4 bytes for each entry of the journal. Thread-safe.
 */
public final class JournalIndex {

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
  private final ConcurrentSkipListMap<Long, Piece> pieces = new ConcurrentSkipListMap<>();

  /**
   * @param first number of the first entry of the piece
   * @param next number of the entry after it
   * @param sensors hashes of the ids
   */
  void add(long first, long next, int[] sensors) {
    Arrays.sort(sensors);
    pieces.put(first, new Piece(next, sensors));
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
