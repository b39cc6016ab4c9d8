package io.iotpipeline.api.live;

/**
 * Where a client's events go: its connection. Only {@link #execute} may be called by any thread.
 */
public interface Sink {

  /** Runs something on the thread of the connection. */
  void execute(Runnable task);

  /** Whether the client has to read first. */
  boolean isFull();

  void write(String text);

  /** Calls back when there is room again. */
  void onDrain(Runnable task);
}
