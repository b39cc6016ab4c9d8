package io.iotpipeline.streamsapp.register;

/**
 * A time in which a sensor was not heard, though it should have been.
 *
 * @param from when it was last heard, ms since 1970-01-01T00:00:00Z
 * @param to when it is heard again, or the time at which it is found to be silent
 * @param expectedMs the expected interval, in ms
 */
public record Silence(long from, long to, long expectedMs) {}
