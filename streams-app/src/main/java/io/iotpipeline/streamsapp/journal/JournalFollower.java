package io.iotpipeline.streamsapp.journal;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Reads the entries of one sensor, while another thread writes the journal: first all, then those
 * that were written since. Not thread-safe.
 */
public final class JournalFollower {

  private final KeyValueStore<Bytes, byte[]> records;
  private final JournalIndex index;
  private final String sensor;

  /** Null before the first read. */
  private JournalHead head;

  private long next;

  /**
   * @param records the store of the journal
   * @param index of the same journal; all its followers may use the same
   */
  public JournalFollower(KeyValueStore<Bytes, byte[]> records, JournalIndex index, String sensor) {
    this.records = records;
    this.index = index;
    this.sensor = sensor;
  }

  /** Number of the next entry; while the journal is read, of the current one. */
  public long next() {
    return next;
  }

  /**
   * Reads what was written since the last time.
   *
   * @return false if entries are missing, because they have left the journal; then this object
   *     cannot be used any more
   */
  public boolean read(JournalEntries entries) {
    boolean isFirst = head == null;
    head = JournalHead.read(records);
    if (isFirst) {
      next = head.first();
    } else if (next < head.first()) {
      return false;
    }
    index.keepFrom(head.first());
    while (next < head.next()) {
      long skipped = index.skip(next, sensor);
      if (skipped == next) {
        byte[] piece = records.get(JournalHead.pieceKey(next));
        if (piece == null) {
          return false;
        }
        readPiece(piece, entries);
      } else {
        next = skipped;
      }
    }
    return true;
  }

  private void readPiece(byte[] piece, JournalEntries entries) {
    long first = next;
    List<Integer> hashes = new ArrayList<>();
    new JournalReader(
            piece,
            id -> {
              hashes.add(id.hashCode());
              return id.equals(sensor);
            })
        .read(entries, () -> next++);
    index.add(first, next, hashes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether nothing was written since the last read. */
  public boolean isCurrent() {
    return JournalHead.read(records).equals(head);
  }
}
