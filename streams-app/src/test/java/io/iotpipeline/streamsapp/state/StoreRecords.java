package io.iotpipeline.streamsapp.state;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The records of the byte store, as its changelog topic has them. */
public final class StoreRecords {

  private final Map<Bytes, byte[]> records = new TreeMap<>();

  private StoreRecords() {}

  public static StoreRecords of(SensorStore store) {
    StoreRecords copy = new StoreRecords();
    try (KeyValueIterator<Bytes, byte[]> all = store.records().bytes().all()) {
      all.forEachRemaining(record -> copy.records.put(record.key, record.value));
    }
    return copy;
  }

  /** Whether these are the records of the store. */
  public boolean areThoseOf(SensorStore store) {
    Map<Bytes, byte[]> others = of(store).records;
    return records.keySet().equals(others.keySet())
        && records.entrySet().stream()
            .allMatch(each -> Arrays.equals(each.getValue(), others.get(each.getKey())));
  }

  /** Writes them to an empty store. */
  public void restore(SensorStore store) {
    records.forEach(store.records().bytes()::put);
  }
}
