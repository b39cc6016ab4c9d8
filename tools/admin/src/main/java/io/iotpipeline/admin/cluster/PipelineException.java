package io.iotpipeline.admin.cluster;

/**
 * A pipeline, or a part of it, cannot be started, set up or operated. The message is for the user:
 * it names the part, the reason and the remedy.
 */
public final class PipelineException extends RuntimeException {

  public PipelineException(String message) {
    super(message);
  }

  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
