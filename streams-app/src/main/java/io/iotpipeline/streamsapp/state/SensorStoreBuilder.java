package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.alert.AlertLimits;
import io.iotpipeline.streamsapp.store.WriteBehindStoreBuilder;

/** Builds the sensor stores of all partitions, with one common heap budget. */
public final class SensorStoreBuilder extends WriteBehindStoreBuilder<SensorStore> {

  /**
   * @param name name of the store, and part of the name of its changelog topic
   * @param heapBytes limit of the heap that the sensors of all partitions together use, in bytes
   * @param journalBytes limit of the journal of each partition, in bytes
   * @param limits of the metrics, with which the detectors read the journal again
   */
  public SensorStoreBuilder(String name, long heapBytes, long journalBytes, AlertLimits limits) {
    this(name, new HeapBudget(heapBytes), journalBytes, limits);
  }

  private SensorStoreBuilder(
      String name, HeapBudget budget, long journalBytes, AlertLimits limits) {
    super(name, bytes -> new SensorStore(new SensorRecords(bytes), budget, journalBytes, limits));
  }
}
