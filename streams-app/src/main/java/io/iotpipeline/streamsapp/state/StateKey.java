package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.journal.Journal;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** What the keys of the state store belong to, for tools that move its records. */
public final class StateKey {

  private StateKey() {}

  /** Returns the id of the sensor that the record is a part of; empty for the journal. */
  public static Optional<String> sensorOf(byte[] key) {
    return Journal.isKey(key)
        ? Optional.empty()
        : Optional.of(SensorKeys.sensorId(Bytes.wrap(key)));
  }

  /** Returns whether the record is a piece of the journal. Its head is none. */
  public static boolean isJournalPiece(byte[] key) {
    return Journal.isPiece(key);
  }
}
