package io.iotpipeline.chaos.stack;

import io.iotpipeline.admin.cluster.ConnectApi;
import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Looks after a stack as an operator does, and remembers what had to be done. Thread-safe. */
public final class Operator {

  private final ChaosStack stack;
  private final PrintStream out;
  private final List<String> repairs = new ArrayList<>();

  Operator(ChaosStack stack, PrintStream out) {
    this.stack = stack;
    this.out = out;
  }

  /**
   * If no fault is active, and a process has ended by itself or a task has failed: {@code up}.
   *
   * @param when for the report
   */
  public synchronized void repair(String when) throws InterruptedException {
    if (stack.isUnderFault()) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    stack.servers().stream()
        .filter(server -> !stack.isRunning(server.name()))
        .forEach(server -> reasons.add(server.name() + " had ended"));
    reasons.addAll(failedConnectors());
    if (reasons.isEmpty()) {
      return;
    }
    note(when + ": " + String.join(", ", reasons) + "; up");
    try {
      stack.up();
    } catch (PipelineException | IOException e) {
      note(when + ": up failed: " + e.getMessage());
    }
  }

  private void note(String what) {
    out.println("  operator: " + what);
    repairs.add(what);
  }

  private List<String> failedConnectors() throws InterruptedException {
    List<String> failed = new ArrayList<>();
    ConnectApi connect = new ConnectApi(stack.pipeline().connectUrl());
    try {
      for (String name : connect.connectors()) {
        ConnectApi.Status status = connect.status(name);
        if (status.trace() != null) {
          failed.add(
              "connector %s FAILED (%s)"
                  .formatted(name, status.trace().lines().findFirst().orElse("")));
        }
      }
    } catch (IOException e) {
      // The worker does not answer yet.
    }
    return failed;
  }

  /** What was done, in order. */
  public synchronized List<String> repairs() {
    return List.copyOf(repairs);
  }
}
