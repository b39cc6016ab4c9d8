package io.iotpipeline.streamsapp.state;

/** Builds the sensor stores of all partitions, with one common heap budget. */
public final class SensorStoreBuilder extends WriteBehindStoreBuilder<SensorStore> {

  /**
   * @param name name of the store, and part of the name of its changelog topic
   * @param heapBytes limit of the heap that the sensors of all partitions together use, in bytes
   */
  public SensorStoreBuilder(String name, long heapBytes) {
    this(name, new HeapBudget(heapBytes));
  }

  private SensorStoreBuilder(String name, HeapBudget budget) {
    super(name, bytes -> new SensorStore(new SensorRecords(bytes), budget));
  }
}
