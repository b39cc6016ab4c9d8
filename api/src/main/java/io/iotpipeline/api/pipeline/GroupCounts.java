package io.iotpipeline.api.pipeline;

/**
 * How far a consumer group has read a topic.
 *
 * @param position sum of the committed offsets
 * @param lag records behind the end
 */
public record GroupCounts(String group, String topic, long position, long lag) {}
