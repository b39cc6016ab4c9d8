package io.iotpipeline.connect.cassandra.write;

import org.apache.kafka.connect.errors.ConnectException;

/** The configuration does not fit the cluster; the message says what to change. */
final class TableMismatchException extends ConnectException {

  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * @param key of the configuration that is best changed
   */
  TableMismatchException(String key, String message) {
    super(message);
    this.key = key;
  }

  String key() {
    return key;
  }
}
