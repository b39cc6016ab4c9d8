package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.Topics;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** A transaction of a replay was aborted. Earlier transactions of the replay stay committed. */
final class ReplayFailedException extends RuntimeException {

  /**
   * @param first source of the first record that the broker rejected; null if it rejected none
   */
  ReplayFailedException(KafkaException cause, SourceOffset first) {
    super(
        "The last batch was rolled back; earlier batches stay committed. " + remedy(cause, first),
        cause);
  }

  private static String remedy(KafkaException cause, SourceOffset first) {
    if (isCausedBy(cause, ProducerFencedException.class)
        || isCausedBy(cause, InvalidProducerEpochException.class)) {
      return "Another replay was started and has fenced this one.";
    }
    if (isCausedBy(cause, RecordTooLargeException.class)) {
      return "%s is too large with the header that a replay adds: raise max.message.bytes of %s."
          .formatted(first, Topics.SENSOR_EVENTS.name());
    }
    return "The next run continues from there.";
  }

  private static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
    return thrown != null && (type.isInstance(thrown) || isCausedBy(thrown.getCause(), type));
  }
}
