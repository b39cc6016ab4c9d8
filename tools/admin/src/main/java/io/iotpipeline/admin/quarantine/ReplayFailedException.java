package io.iotpipeline.admin.quarantine;

import io.iotpipeline.schemas.Topics;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** A transaction of a replay did not go through: nothing of it is there, all before it is. */
final class ReplayFailedException extends RuntimeException {

  /**
   * @param first origin of the first record that was not taken; null when it was none of them
   */
  ReplayFailedException(KafkaException cause, SourceOffset first) {
    super("The last batch is undone, those before it stay. " + remedy(cause, first), cause);
  }

  private static String remedy(KafkaException cause, SourceOffset first) {
    if (isOrStemsFrom(cause, ProducerFencedException.class)
        || isOrStemsFrom(cause, InvalidProducerEpochException.class)) {
      return "Another replay was started and has taken over.";
    }
    if (isOrStemsFrom(cause, RecordTooLargeException.class)) {
      return "%s has no room for the header that a replay adds: raise max.message.bytes of %s."
          .formatted(first, Topics.SENSOR_EVENTS.name());
    }
    return "The next run goes on from there.";
  }

  private static boolean isOrStemsFrom(Throwable thrown, Class<? extends Throwable> type) {
    return thrown != null && (type.isInstance(thrown) || isOrStemsFrom(thrown.getCause(), type));
  }
}
