package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest changes of all sensors of a store, in their order: a write-ahead log. Before a commit
 * its new entries are written as a record of the store, a piece. After a restart the entries are
 * applied again to the snapshots of the sensors.
 *
 * <p>The entries have numbers. A snapshot holds the number of the first entry that it does not
 * contain. The journal keeps a bounded number of bytes and time: when a piece leaves it, the store
 * must have written a snapshot of each sensor with an entry in the piece.
 *
 * <p>The record {@code head} has the numbers of the first entry and of the next one. A piece is
 * found by the number of its first entry.
 */
final class Journal {

  /** Age of the oldest entry, in ms of the wall clock. */
  static final long MAX_AGE_MS = 10 * 60 * 1000;

  private static final int MAX_BYTES_PER_PIECE = 256 * 1024;
  private static final int MIN_PIECES = 8;

  /** A piece in the store. */
  private record Piece(long first, long next, int bytes, long time) {}

  private final SensorRecords records;
  private final long maxBytes;
  private final JournalWriter writer = new JournalWriter();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private long bytes;
  private long next;

  /** The numbers in the record {@code head}. */
  private long writtenFirst;

  private long writtenNext;

  /**
   * @param maxBytes bytes that the journal may have. More make the snapshots rarer; a restart and a
   *     query need the time to read them all.
   */
  Journal(SensorRecords records, long maxBytes) {
    this.records = records;
    this.maxBytes = maxBytes;
  }

  /** Number of the next entry; while the journal is read, of the current one. */
  long next() {
    return next;
  }

  void accepted(Sensor sensor, DecodedEvent event, boolean withId, long seenAt, long now) {
    writer.accepted(sensor, event, withId, seenAt);
    added(now);
  }

  void closed(Sensor sensor, long before, long now) {
    writer.closed(sensor, before, now);
    added(now);
  }

  void emitted(Hour hour, long now) {
    writer.emitted(hour, now);
    added(now);
  }

  private void added(long now) {
    next++;
    if (writer.size() >= Math.min(MAX_BYTES_PER_PIECE, maxBytes / MIN_PIECES)) {
      writePiece(now);
    }
  }

  private void writePiece(long now) {
    long first = next - writer.count();
    byte[] piece = writer.take(now);
    records.writeJournalPiece(first, piece);
    add(new Piece(first, next, piece.length, now));
  }

  private void add(Piece piece) {
    pieces.add(piece);
    bytes += piece.bytes;
  }

  /** Writes the new entries. */
  void write(long now) {
    if (writer.count() > 0) {
      writePiece(now);
    }
  }

  /**
   * Returns the number of the first entry that the journal may keep. All before it must be in
   * snapshots, before {@link #keepFrom} is called.
   */
  long firstToKeep(long now) {
    long excess = bytes - maxBytes;
    long first = pieces.isEmpty() ? next : pieces.getFirst().first;
    for (Piece piece : pieces) {
      if (excess <= 0 && now - piece.time < MAX_AGE_MS) {
        break;
      }
      excess -= piece.bytes;
      first = piece.next;
    }
    return first;
  }

  /**
   * Drops the entries before a number, and writes where the journal begins and ends. The head comes
   * before the deletions: a reader that misses a piece finds the new head.
   */
  void keepFrom(long first) {
    List<Piece> dropped = new ArrayList<>();
    while (!pieces.isEmpty() && pieces.getFirst().first < first) {
      Piece piece = pieces.removeFirst();
      bytes -= piece.bytes;
      dropped.add(piece);
    }
    if (first != writtenFirst || next != writtenNext) {
      records.writeJournalHead(first, next);
      writtenFirst = first;
      writtenNext = next;
    }
    dropped.forEach(piece -> records.deleteJournalPiece(piece.first));
  }

  /**
   * Reads the entries of some sensors from the store. {@link #next} is the number of the current
   * one.
   *
   * @return false if a piece is missing; then the store was changed while it was read
   */
  boolean read(Predicate<String> sensors, JournalReader.Entries entries) {
    clear();
    long[] head = records.journalHead();
    next = head[0];
    writtenFirst = head[0];
    writtenNext = head[1];
    while (next < head[1]) {
      long first = next;
      byte[] piece = records.journalPiece(first);
      if (piece == null) {
        return false;
      }
      JournalReader reader = new JournalReader(piece, sensors);
      reader.read(entries, () -> next++);
      add(new Piece(first, next, piece.length, reader.time()));
    }
    return true;
  }

  /** Forgets what is not written, and what was read. */
  void clear() {
    writer.clear();
    pieces.clear();
    bytes = 0;
    next = 0;
    writtenFirst = 0;
    writtenNext = 0;
  }
}
