package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
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

  /** The key of the head. Kinds of keys below are those of the store's own records. */
  private static final Bytes HEAD = Bytes.wrap(new byte[] {9});

  /** The first byte of the key of a piece; the number of its first entry follows. */
  private static final byte PIECE = 10;

  /** Age of the oldest entry, in ms of the wall clock. */
  private static final long MAX_AGE_MS = 10 * 60 * 1000;

  private static final int MAX_BYTES_PER_PIECE = 256 * 1024;
  private static final int MIN_PIECES = 8;

  private record Head(long first, long next) {}

  private record Piece(long first, long next, int bytes, long time) {}

  private final KeyValueStore<Bytes, byte[]> records;
  private final long maxBytes;
  private final long bytesPerPiece;
  private final JournalWriter writer = new JournalWriter();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private Head head = new Head(0, 0);
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
    records.put(pieceKey(first), piece);
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
    Head current = new Head(first, next);
    if (!current.equals(head)) {
      records.put(HEAD, new ByteOutput().putVarint(first).putVarint(next).toBytes());
      head = current;
    }
    dropped.forEach(piece -> records.delete(pieceKey(piece.first)));
  }

  /**
   * Reads the entries of some sensors from the store. {@link #next} is the number of the current
   * one.
   *
   * @return false if a piece is missing; then the store was changed while it was read
   */
  public boolean read(Predicate<String> sensors, JournalEntries entries) {
    clear();
    head = storedHead();
    next = head.first;
    while (next < head.next) {
      long first = next;
      byte[] piece = records.get(pieceKey(first));
      if (piece == null) {
        return false;
      }
      JournalReader reader = new JournalReader(piece, sensors);
      reader.read(entries, () -> next++);
      add(new Piece(first, next, piece.length, reader.time()));
    }
    return true;
  }

  /** Whether the store still has the journal that was read. */
  public boolean isCurrent() {
    return head.equals(storedHead());
  }

  private Head storedHead() {
    byte[] stored = records.get(HEAD);
    if (stored == null) {
      return new Head(0, 0);
    }
    ByteInput in = new ByteInput(stored);
    return new Head(in.readVarint(), in.readVarint());
  }

  private static Bytes pieceKey(long first) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(PIECE).putLong(first).array());
  }

  /** Returns whether the key is that of the head or of a piece. */
  public static boolean isKey(byte[] key) {
    return key[0] == HEAD.get()[0] || isPiece(key);
  }

  /** Returns whether the key is that of a piece. */
  public static boolean isPiece(byte[] key) {
    return key[0] == PIECE;
  }

  /** Forgets what is not written, and what was read. */
  public void clear() {
    writer.clear();
    pieces.clear();
    head = new Head(0, 0);
    bytes = 0;
    next = 0;
  }
}
