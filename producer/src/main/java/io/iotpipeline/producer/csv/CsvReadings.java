package io.iotpipeline.producer.csv;

import java.util.Iterator;

/** Readings of a CSV file. Not thread-safe. */
public interface CsvReadings extends Iterator<CsvRow.Reading>, AutoCloseable {

  @Override
  void close();
}
