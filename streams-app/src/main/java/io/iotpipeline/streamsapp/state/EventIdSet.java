package io.iotpipeline.streamsapp.state;

/** A set of 128-bit ids with open addressing: 32 bytes per id on average, no object per id. */
final class EventIdSet {

  private static final int INITIAL_CAPACITY = 16;

  /** High and low half in turn; zeros mark a free slot, so the zero id has its own field. */
  private long[] slots = new long[2 * INITIAL_CAPACITY];

  private int size;
  private boolean hasZero;

  /**
   * Adds an id.
   *
   * @return false if the set has it already
   */
  boolean add(long high, long low) {
    if (high == 0 && low == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int slot = find(high, low);
    if (slots[slot] != 0 || slots[slot + 1] != 0) {
      return false;
    }
    slots[slot] = high;
    slots[slot + 1] = low;
    if (++size * 4 > slots.length) {
      grow();
    }
    return true;
  }

  boolean contains(long high, long low) {
    if (high == 0 && low == 0) {
      return hasZero;
    }
    int slot = find(high, low);
    return slots[slot] != 0 || slots[slot + 1] != 0;
  }

  /** Estimated bytes on the heap. */
  long heapBytes() {
    return 8L * slots.length;
  }

  /** Returns the slot of the id, or the free slot where it belongs. */
  private int find(long high, long low) {
    int mask = slots.length - 2;
    // Mixing is needed: time-based UUIDs differ in few bits.
    long mixed = (high * 0x9E3779B97F4A7C15L + low) * 0xC2B2AE3D27D4EB4FL;
    int slot = (int) (mixed >>> 32) << 1 & mask;
    while ((slots[slot] != high || slots[slot + 1] != low)
        && (slots[slot] != 0 || slots[slot + 1] != 0)) {
      slot = slot + 2 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0 || old[i + 1] != 0) {
        int slot = find(old[i], old[i + 1]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }
}
