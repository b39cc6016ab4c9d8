package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvLayout;
import io.iotpipeline.producer.text.CsvException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Counts readings that are later than now: most often local times of a zone east of Greenwich that
 * are read as UTC.
 */
final class FutureReadings {

  /** How far in the future the streams app accepts a reading, by default. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final Optional<ZoneId> zone;
  private long count;
  private Instant latest = Instant.MIN;

  /**
   * @param zone in which the times of the file are read; empty if all have an offset
   */
  FutureReadings(InstantSource clock, Optional<ZoneId> zone) {
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Checks times without an offset whose zone is only assumed: what is accepted at a wrong time
   * stays, and makes right readings late.
   *
   * @throws CsvException if the newest one would be in the future
   */
  static void requireZone(String file, CsvLayout layout, Instant now) {
    Optional<Instant> newest = layout.newestAssumed();
    if (newest.isPresent() && newest.get().isAfter(now.plus(MAX_SKEW))) {
      throw new CsvException(
          file
              + " has times without an offset; read as UTC, the newest one is "
              + newest.get()
              + ", which is later than now. Set --time-zone to their zone, for example --time-zone"
              + " Europe/Berlin, or --time-zone UTC if that is right");
    }
  }

  void add(Instant time) {
    if (time.isAfter(clock.instant())) {
      count++;
      latest = latest.isAfter(time) ? latest : time;
    }
  }

  /** One sentence, if there are any. */
  Optional<String> note() {
    return count == 0
        ? Optional.empty()
        : Optional.of(
            count
                + (count == 1 ? " reading is" : " readings are")
                + " later than now (the last one is of "
                + latest.truncatedTo(ChronoUnit.SECONDS)
                + "); the pipeline rejects what is of the future"
                + zone.map(FutureReadings::remedy).orElse(""));
  }

  private static String remedy(ZoneId zone) {
    return ". The times have no offset and are read as "
        + zone
        + ": if that is not their zone, set --time-zone";
  }
}
