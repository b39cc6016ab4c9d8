package io.iotpipeline.admin.quarantine;

/** Follows a read of topics. What it throws ends the read, between two polls. */
public interface ReadProgress {

  /**
   * The read of a topic begins.
   *
   * @param topic its name
   * @param expected number of offsets to read; transaction markers count too
   */
  void start(String topic, long expected);

  /** So many further records were read. */
  void advance(long records);
}
