package io.iotpipeline.connect.cassandra;

import io.iotpipeline.connect.cassandra.write.RejectedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** Passes rejected records to the error handling of Connect, and waits until it has taken them. */
final class ErrantRecords {

  private record Report(ConnectException error, Future<Void> done) {}

  private final ErrantRecordReporter reporter;
  private final LongSupplier queueFailures;

  /**
   * @param reporter null if the connector tolerates no errors
   * @param queueFailures returns the number of records that the dead letter queue did not take
   */
  ErrantRecords(ErrantRecordReporter reporter, LongSupplier queueFailures) {
    this.reporter = reporter;
    this.queueFailures = queueFailures;
  }

  /**
   * @throws ConnectException if errors are not tolerated, or a record could not be reported, for
   *     example because the dead letter queue does not take one of its size
   */
  void report(Collection<RejectedRecord> rejected) {
    List<Report> reports = new ArrayList<>(rejected.size());
    long failuresBefore = queueFailures.getAsLong();
    for (RejectedRecord record : rejected) {
      ConnectException error = error(record);
      if (reporter == null) {
        throw error;
      }
      reports.add(new Report(error, reporter.report(record.record(), error)));
      if (queueFailures.getAsLong() > failuresBefore) {
        throw notTaken(error, "the reason is in the log of the worker");
      }
    }
    reports.forEach(ErrantRecords::await);
  }

  private static ConnectException notTaken(ConnectException error, String reason) {
    return new ConnectException(
        "%s. Nor does the dead letter queue take it: %s".formatted(error.getMessage(), reason),
        error);
  }

  private static void await(Report report) {
    try {
      report.done().get();
    } catch (ExecutionException e) {
      ConnectException failure = notTaken(report.error(), e.getCause().getMessage());
      failure.addSuppressed(e.getCause());
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("interrupted while reporting a rejected record", e);
    }
  }

  private static ConnectException error(RejectedRecord rejected) {
    SinkRecord record = rejected.record();
    return new ConnectException(
        "Cannot write the record of topic %s, partition %d, offset %d: %s"
            .formatted(
                record.topic(),
                record.kafkaPartition(),
                record.kafkaOffset(),
                rejected.reason().getMessage()),
        rejected.reason());
  }
}
