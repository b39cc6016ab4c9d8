package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.parse.TimeFormat;
import io.iotpipeline.producer.parse.WallTime;
import io.iotpipeline.producer.text.CsvException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the format of the times of a file, from all of its rows. Not thread-safe. */
final class TimeGuess {

  /** After so many texts only formats that fitted one are tried further. */
  private static final int SAMPLE = 100;

  private static final ZoneId ASSUMED = ZoneId.of("UTC");

  private static final class Candidate {
    private final TimeFormat format;
    private long matches;

    /** Equal for two formats that read the same times. */
    private long fingerprint;

    private LocalDateTime previous = LocalDateTime.MIN;
    private boolean ordered = true;

    /** The newest time without an offset; null if all have one. */
    private LocalDateTime newestLocal;

    Candidate(TimeFormat format) {
      this.format = format;
    }

    void offer(String text) {
      Optional<WallTime> time = format.parse(text);
      if (time.isPresent()) {
        matches++;
        fingerprint = 31 * fingerprint + time.get().hashCode();
        LocalDateTime utc =
            time.get().offset().isPresent()
                ? time.get().dateTime().minusSeconds(time.get().offset().get().getTotalSeconds())
                : time.get().dateTime();
        if (time.get().offset().isEmpty() && (newestLocal == null || utc.isAfter(newestLocal))) {
          newestLocal = utc;
        }
        ordered &= !utc.isBefore(previous);
        previous = utc;
      }
    }
  }

  /**
   * @param ordered whether no time is before the one of the row before
   * @param newestLocal the newest time that has no offset from UTC; empty if all have one
   */
  record Result(TimeFormat format, boolean ordered, Optional<LocalDateTime> newestLocal) {

    /** The zone of the times that have no offset; empty if all have one. */
    Optional<ZoneId> zone(Optional<ZoneId> stated) {
      return newestLocal.map(newest -> stated.orElse(ASSUMED));
    }

    /** The newest of them if their zone is not stated. */
    Optional<Instant> newestAssumed(Optional<ZoneId> stated) {
      return stated.isPresent()
          ? Optional.empty()
          : newestLocal.map(newest -> newest.atZone(ASSUMED).toInstant());
    }
  }

  private List<Candidate> candidates;
  private long texts;
  private String example = "";

  /**
   * @param stated the format, if the user knows it
   */
  TimeGuess(Optional<TimeFormat> stated) {
    candidates =
        stated.map(List::of).orElseGet(TimeFormat::known).stream().map(Candidate::new).toList();
  }

  void offer(String text) {
    candidates.forEach(candidate -> candidate.offer(text));
    texts++;
    if (texts == 1) {
      example = text;
    }
    if (texts == SAMPLE && candidates.stream().anyMatch(candidate -> candidate.matches > 0)) {
      candidates = candidates.stream().filter(candidate -> candidate.matches > 0).toList();
    }
  }

  /**
   * @param column for error messages
   * @throws CsvException if no format fits, or several that give different times
   */
  Result result(String column) {
    List<Candidate> best = new ArrayList<>(candidates);
    best.sort(Comparator.comparingLong((Candidate candidate) -> candidate.matches).reversed());
    Candidate first = best.get(0);
    if (texts > 0 && first.matches == 0) {
      throw new CsvException(
          "no row has a time in column '"
              + column
              + "' that can be read, for example '"
              + example
              + "'; set --time-format, for example --time-format 'dd/MM/yyyy HH:mm'");
    }
    List<Candidate> others =
        best.stream()
            .skip(1)
            .filter(other -> other.matches == first.matches)
            .filter(other -> other.fingerprint != first.fingerprint)
            // Digits that are a date of our time are no seconds since 1970.
            .filter(other -> other.format != TimeFormat.EPOCH)
            .toList();
    if (texts > 0 && !others.isEmpty()) {
      throw new CsvException(
          "the times in column '"
              + column
              + "', for example '"
              + example
              + "', can be read in several ways; set --time-format "
              + first.format
              + " or --time-format "
              + others.get(0).format);
    }
    return new Result(first.format, first.ordered, Optional.ofNullable(first.newestLocal));
  }
}
