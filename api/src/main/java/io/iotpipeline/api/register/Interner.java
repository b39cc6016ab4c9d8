package io.iotpipeline.api.register;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps one copy of values that many sensors share, as long as a sensor uses it, and knows how many
 * bytes all values take. Beyond a number of values, further ones are not shared. Values are strings
 * and lists of them; the texts of a list count on their own. Not thread-safe.
 */
final class Interner {

  private static final int MAX_VALUES = 100_000;

  /** Of an entry of the map. */
  private static final int ENTRY_BYTES = 80;

  private static final int STRING_BYTES = 48;
  private static final int LIST_BYTES = 48;
  private static final int REFERENCE_BYTES = 4;

  private final Map<Object, Shared> values = new HashMap<>();
  private final int maxValues;
  private long bytes;

  private static final class Shared {
    final Object value;
    int users;

    Shared(Object value) {
      this.value = value;
    }
  }

  Interner() {
    this(MAX_VALUES);
  }

  Interner(int maxValues) {
    this.maxValues = maxValues;
  }

  /** A value to use until it is released. */
  @SuppressWarnings("unchecked") // an equal object has the same class here: strings and lists
  <T> T acquire(T value) {
    if (isEmpty(value)) {
      return value;
    }
    Shared known = values.get(value);
    if (known != null) {
      known.users++;
      return (T) known.value;
    }
    bytes += bytesOf(value);
    if (values.size() < maxValues) {
      Shared shared = new Shared(value);
      shared.users = 1;
      values.put(value, shared);
      bytes += ENTRY_BYTES;
    }
    return value;
  }

  /**
   * @param value that {@link #acquire} returned
   */
  @SuppressWarnings("ReferenceEquality") // an equal value that is not shared has bytes of its own
  void release(Object value) {
    if (isEmpty(value)) {
      return;
    }
    Shared known = values.get(value);
    if (known == null || known.value != value) {
      bytes -= bytesOf(value);
    } else if (--known.users == 0) {
      values.remove(value);
      bytes -= bytesOf(value) + ENTRY_BYTES;
    }
  }

  /** Constants of the JVM take nothing. */
  private static boolean isEmpty(Object value) {
    return value instanceof List<?> list ? list.isEmpty() : ((String) value).isEmpty();
  }

  /** Memory that all values take, about. */
  long bytes() {
    return bytes;
  }

  private static long bytesOf(Object value) {
    return value instanceof List<?> list
        ? LIST_BYTES + (long) REFERENCE_BYTES * list.size()
        : bytesOfText((String) value);
  }

  /** The JVM keeps a text of Latin characters with a byte for each. */
  static long bytesOfText(String text) {
    boolean isLatin = text.chars().allMatch(c -> c <= 0xff);
    return STRING_BYTES + (isLatin ? 1L : 2L) * text.length();
  }
}
