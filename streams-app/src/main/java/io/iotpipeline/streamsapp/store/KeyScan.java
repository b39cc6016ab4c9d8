package io.iotpipeline.streamsapp.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A scan over a range of keys in pieces, so that a scan of a large store neither needs much memory
 * nor takes long at a time. Keys that are added or deleted between two pieces may be passed on or
 * not.
 */
public final class KeyScan {

  private final KeyValueStore<Bytes, byte[]> bytes;
  private final Bytes to;
  private Bytes from;
  private boolean done;

  /**
   * @param from first key, inclusive
   * @param to last key, inclusive
   */
  public KeyScan(KeyValueStore<Bytes, byte[]> bytes, Bytes from, Bytes to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** Whether all keys are passed on. */
  public boolean isDone() {
    return done;
  }

  /** Passes on the next keys, ascending. The receiver may change the store. */
  public void next(int max, Consumer<Bytes> each) {
    if (done) {
      return;
    }
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = bytes.range(from, to)) {
      while (keys.size() < max && found.hasNext()) {
        keys.add(found.next().key);
      }
      done = !found.hasNext();
    }
    if (!keys.isEmpty()) {
      byte[] last = keys.get(keys.size() - 1).get();
      from = Bytes.wrap(Arrays.copyOf(last, last.length + 1)); // the smallest greater key
    }
    keys.forEach(each);
  }
}
