package io.iotpipeline.api.pipeline;

/**
 * What the streams app has done with records of {@code sensor-events} in the same seconds. It can
 * read the records of an hour in a second, so what is sent does not count.
 *
 * @param read records per second that it has read
 * @param rejected records per second that it has rejected
 */
record Intake(double read, double rejected) {

  /** 0 to 1; null if it has read none. */
  Double rejectedShare() {
    return read <= 0 ? null : Math.min(1, rejected / read);
  }

  /** Per second: each record is either rejected or validated. */
  double validated() {
    return Math.max(0, read - rejected);
  }
}
