package io.iotpipeline.producer.text;

/**
 * A CSV file cannot be used: it cannot be opened, lacks a column, or is written in a way that
 * cannot be recognized.
 */
public final class CsvException extends RuntimeException {

  public CsvException(String message) {
    super(message);
  }

  public CsvException(String message, Throwable cause) {
    super(message, cause);
  }
}
