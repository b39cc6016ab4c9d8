package io.iotpipeline.producer.csv;

/** A CSV file cannot be used: it cannot be opened, or its header lacks a required column. */
public final class CsvException extends RuntimeException {

  public CsvException(String message) {
    super(message);
  }

  CsvException(String message, Throwable cause) {
    super(message, cause);
  }
}
