package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Where a journal begins and ends, a record of the store.
 *
 * @param first number of the first entry
 * @param next number of the entry after the last one
 */
record JournalHead(long first, long next) {

  /** Kinds of keys below are those of the store's own records. */
  static final Bytes KEY = Bytes.wrap(new byte[] {9});

  /** The first byte of the key of a piece; the number of its first entry follows. */
  static final byte PIECE = 10;

  static final JournalHead EMPTY = new JournalHead(0, 0);

  static JournalHead read(KeyValueStore<Bytes, byte[]> records) {
    byte[] stored = records.get(KEY);
    if (stored == null) {
      return EMPTY;
    }
    ByteInput in = new ByteInput(stored);
    return new JournalHead(in.readVarint(), in.readVarint());
  }

  void write(KeyValueStore<Bytes, byte[]> records) {
    records.put(KEY, new ByteOutput().putVarint(first).putVarint(next).toBytes());
  }

  /**
   * @param first number of the first entry of the piece
   */
  static Bytes pieceKey(long first) {
    return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES).put(PIECE).putLong(first).array());
  }
}
