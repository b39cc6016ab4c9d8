package io.iotpipeline.gateway.sparkplug;

/** The kinds of messages of Sparkplug, by the third level of their topic. */
public enum MessageType {
  NBIRTH,
  NDATA,
  NDEATH,
  NCMD,
  DBIRTH,
  DDATA,
  DDEATH,
  DCMD;

  /** Whether it is about a device of the edge node; its topic has a fifth level. */
  boolean ofDevice() {
    return name().charAt(0) == 'D';
  }

  /** Whether an edge node receives it; the others it sends. */
  public boolean command() {
    return this == NCMD || this == DCMD;
  }

  /** Null if there is no such kind. */
  static MessageType named(String name) {
    for (MessageType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }
}
