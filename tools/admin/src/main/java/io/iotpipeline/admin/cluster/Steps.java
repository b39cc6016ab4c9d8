package io.iotpipeline.admin.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs steps one after the other and collects failures, so that one does not stop the others. */
public final class Steps {

  private final List<RuntimeException> failures = new ArrayList<>();

  /**
   * Runs a step.
   *
   * @return whether it succeeded
   * @throws RuntimeException the step's own, if the thread was interrupted: then no further step
   *     may run
   */
  public boolean run(Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      failures.add(e);
      return false;
    }
  }

  /**
   * @param headline precedes the list of failures
   * @throws PipelineException if a step has failed, with all failures
   */
  public void requireSuccess(String headline) {
    if (failures.isEmpty()) {
      return;
    }
    PipelineException all =
        new PipelineException(
            headline
                + failures.stream()
                    .map(Steps::message)
                    .collect(Collectors.joining("\n  - ", "\n  - ", "")),
            failures.get(0));
    failures.stream().skip(1).forEach(all::addSuppressed);
    throw all;
  }

  private static String message(RuntimeException failure) {
    String message =
        failure instanceof PipelineException ? failure.getMessage() : failure.toString();
    return message.replace("\n", "\n    ");
  }
}
