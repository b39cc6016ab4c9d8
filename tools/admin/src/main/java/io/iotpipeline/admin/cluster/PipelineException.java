package io.iotpipeline.admin.cluster;

/** The stack, or a part of it, could not be started; the message says which, why and what to do. */
public final class PipelineException extends RuntimeException {

  public PipelineException(String message) {
    super(message);
  }

  public PipelineException(String message, Throwable cause) {
    super(message, cause);
  }
}
