package io.iotpipeline.api.register;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one copy of values that many sensors share, as long as there are few of them. */
final class Interner {

  private static final int MAX_VALUES = 100_000;

  private final Map<Object, Object> values = new ConcurrentHashMap<>();

  @SuppressWarnings("unchecked") // an equal object has the same class here: strings and lists
  <T> T intern(T value) {
    Object known = values.get(value);
    if (known != null) {
      return (T) known;
    }
    if (values.size() < MAX_VALUES) {
      values.put(value, value);
    }
    return value;
  }
}
