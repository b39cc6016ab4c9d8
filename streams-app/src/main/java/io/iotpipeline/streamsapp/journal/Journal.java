package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The latest changes of all sensors of a store, in their order: a write-ahead log. Before a commit
 * its new entries are written as a record of the store, a piece. After a restart the entries are
 * applied again to the snapshots of the sensors.
 *
 * <p>The entries have numbers. A snapshot holds the number of the first entry that it does not
 * contain. The journal keeps a bounded number of bytes and time: when a piece leaves it, the store
 * must have written a snapshot of each sensor with an entry in the piece.
 *
 * <p>The head, a record of its own, has the numbers of the first entry and of the next one. A piece
 * is found by the number of its first entry.
 */
public final class Journal implements JournalEntries {

  /** Age of the oldest entry, in ms of the wall clock. */
  private static final long MAX_AGE_MS = 10 * 60 * 1000;

  private static final int MAX_BYTES_PER_PIECE = 256 * 1024;
  private static final int MIN_PIECES = 8;

  private record Piece(long first, long next, int bytes, long time) {}

  private final KeyValueStore<Bytes, byte[]> records;
  private final long maxBytes;
  private final long bytesPerPiece;
  private final JournalWriter writer = new JournalWriter();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private JournalHead head = JournalHead.EMPTY;
  private long bytes;
  private long next;
  private long now;

  /**
   * @param records the store
   * @param maxBytes bytes that the journal may have. More make the snapshots rarer; a restart and a
   *     query need the time to read them all.
   */
  public Journal(KeyValueStore<Bytes, byte[]> records, long maxBytes) {
    this.records = records;
    this.maxBytes = maxBytes;
    this.bytesPerPiece = Math.min(MAX_BYTES_PER_PIECE, maxBytes / MIN_PIECES);
  }

  /** Tells the journal the wall-clock time, ms since 1970-01-01T00:00:00Z. */
  public void passTime(long nowMs) {
    now = nowMs;
  }

  /** Number of the next entry; while the journal is read, of the current one. */
  public long next() {
    return next;
  }

  @Override
  public void accepted(DecodedEvent event, boolean withId, long seenAt, long arrivedAt) {
    writer.accepted(event, withId, seenAt, arrivedAt);
    added();
  }

  @Override
  public void closed(String sensorId, long before, long nowMs) {
    writer.closed(sensorId, before, nowMs);
    added();
  }

  @Override
  public void emitted(String sensorId, long hourStart, long nowMs) {
    writer.emitted(sensorId, hourStart, nowMs);
    added();
  }

  @Override
  public void silenced(String sensorId, long nowMs) {
    writer.silenced(sensorId, nowMs);
    added();
  }

  @Override
  public void registered(String sensorId, long nowMs) {
    writer.registered(sensorId, nowMs);
    added();
  }

  @Override
  public void described(String sensorId, Description description, long nowMs) {
    writer.described(sensorId, description, nowMs);
    added();
  }

  private void added() {
    next++;
    if (writer.size() >= bytesPerPiece) {
      writePiece();
    }
  }

  private void writePiece() {
    long first = next - writer.count();
    byte[] piece = writer.take(now);
    records.put(JournalHead.pieceKey(first), piece);
    add(new Piece(first, next, piece.length, now));
  }

  private void add(Piece piece) {
    pieces.add(piece);
    bytes += piece.bytes;
  }

  /** Writes the new entries. */
  public void write() {
    if (writer.count() > 0) {
      writePiece();
    }
  }

  /**
   * Returns the number of the first entry that the journal may keep. All before it must be in
   * snapshots, before {@link #keepFrom} is called.
   */
  public long firstToKeep() {
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
  public void keepFrom(long first) {
    List<Piece> dropped = new ArrayList<>();
    while (!pieces.isEmpty() && pieces.getFirst().first < first) {
      Piece piece = pieces.removeFirst();
      bytes -= piece.bytes;
      dropped.add(piece);
    }
    JournalHead current = new JournalHead(first, next);
    if (!current.equals(head)) {
      current.write(records);
      head = current;
    }
    dropped.forEach(piece -> records.delete(JournalHead.pieceKey(piece.first)));
  }

  /**
   * Reads all entries from the store. {@link #next} is the number of the current one.
   *
   * @return false if a piece is missing
   */
  public boolean read(JournalEntries entries) {
    clear();
    head = JournalHead.read(records);
    next = head.first();
    while (next < head.next()) {
      long first = next;
      byte[] piece = records.get(JournalHead.pieceKey(first));
      if (piece == null) {
        return false;
      }
      JournalReader reader = new JournalReader(piece, sensor -> true);
      reader.read(entries, () -> next++);
      add(new Piece(first, next, piece.length, reader.time()));
    }
    return true;
  }

  /** Returns whether the key is that of the head or of a piece. */
  public static boolean isKey(byte[] key) {
    return key[0] == JournalHead.KEY.get()[0] || isPiece(key);
  }

  /** Returns whether the key is that of a piece. */
  public static boolean isPiece(byte[] key) {
    return key[0] == JournalHead.PIECE;
  }

  /** Forgets what is not written, and what was read. */
  public void clear() {
    writer.clear();
    pieces.clear();
    head = JournalHead.EMPTY;
    bytes = 0;
    next = 0;
  }
}
