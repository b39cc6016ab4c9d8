package io.iotpipeline.streamsapp.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Reads a journal while another thread writes it: for some sensors what was written since the last
 * time, for others all of it. Not thread-safe.
 */
public final class JournalFollower {

  private final KeyValueStore<Bytes, byte[]> records;
  private final JournalIndex index = new JournalIndex();

  /** As of the last {@link #follow}, which has read all before its end; null before the first. */
  private JournalHead head;

  /** Number of the entry that is read. */
  private long current;

  /**
   * @param records the store of the journal
   */
  public JournalFollower(KeyValueStore<Bytes, byte[]> records) {
    this.records = records;
  }

  /** Number of the entry that is read. */
  public long current() {
    return current;
  }

  /**
   * Reads what was written since the last time. The first time nothing is read.
   *
   * @param sensors whose entries are passed on
   * @return false if entries are missing, because they have left the journal
   */
  public boolean follow(Set<String> sensors, JournalEntries entries) {
    JournalHead last = head;
    head = JournalHead.read(records);
    index.keepFrom(head.first());
    if (last == null || sensors.isEmpty()) {
      return true;
    }
    current = last.next();
    while (current < head.next()) {
      if (current < head.first() || !readPiece(sensors::contains, entries)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads all entries of a sensor, up to where {@link #follow} has come.
   *
   * @return false if entries are missing, because they have just left the journal
   */
  public boolean readAll(String sensor, JournalEntries entries) {
    current = head.first();
    while (current < head.next()) {
      long skipped = index.skip(current, sensor);
      if (skipped != current) {
        current = skipped;
      } else if (!readPiece(sensor::equals, entries)) {
        return false;
      }
    }
    return true;
  }

  private boolean readPiece(Predicate<String> sensors, JournalEntries entries) {
    long first = current;
    byte[] piece = records.get(JournalHead.pieceKey(first));
    if (piece == null) {
      return false;
    }
    if (index.has(first)) {
      new JournalReader(piece, sensors).read(entries, () -> current++);
    } else {
      List<String> ids = new ArrayList<>();
      Predicate<String> collect = ids::add;
      new JournalReader(piece, collect.and(sensors)).read(entries, () -> current++);
      index.add(first, current, ids);
    }
    return true;
  }

  /** Whether nothing was written since {@link #follow}. */
  public boolean isCurrent() {
    return JournalHead.read(records).equals(head);
  }
}
