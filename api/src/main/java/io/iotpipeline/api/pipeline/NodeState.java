package io.iotpipeline.api.pipeline;

/**
 * A server of the pipeline.
 *
 * @param service such as {@code kafka}
 * @param detail for people; may be empty
 */
public record NodeState(String service, String address, boolean up, String detail) {}
