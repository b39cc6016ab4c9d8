package io.iotpipeline.producer.send;

/**
 * Sends records and counts the results. A failure does not throw: it is counted and reported. Only
 * one thread may send; any thread may read the counts.
 */
public interface RecordSender {

  /** May wait while too much is in flight. */
  void send(OutgoingRecord outgoing);

  /** Waits until every record is acknowledged or has failed. */
  void flush();

  /** Fails all records in flight, which ends {@link #send}, {@link #flush} and {@link #close}. */
  void abort();

  void close();

  SendCounts counts();
}
