package io.iotpipeline.connect.cassandra.convert;

import org.apache.kafka.connect.errors.ConnectException;

/** The configuration does not match the cluster. The message states what to change. */
public final class TableMismatchException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key configuration key to change
   */
  public TableMismatchException(String key, String message) {
    super(message);
    this.key = key;
  }

  public String key() {
    return key;
  }
}
