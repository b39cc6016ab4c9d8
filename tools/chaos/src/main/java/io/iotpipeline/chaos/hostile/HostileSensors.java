package io.iotpipeline.chaos.hostile;

/** How the keys of hostile records begin, if they have a key at all. */
public final class HostileSensors {

  public static final String PREFIX = "hostile-";

  private HostileSensors() {}
}
