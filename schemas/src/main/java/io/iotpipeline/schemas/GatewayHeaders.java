package io.iotpipeline.schemas;

/**
 * Headers of a record of {@code sensor-events} that a gateway has written instead of an event: its
 * value is what a device sent, byte for byte. Each is text in UTF-8.
 */
public final class GatewayHeaders {

  /** Why the bytes are not an event. Only a record with this header is such a record. */
  public static final String UNREADABLE = "gateway.unreadable";

  /** The protocol, such as {@code http} or {@code mqtt}. */
  public static final String PROTOCOL = "gateway.protocol";

  /** The name of the sender that has logged in. */
  public static final String SENDER = "gateway.sender";

  /** Host and port of the sender. */
  public static final String ADDRESS = "gateway.address";

  private GatewayHeaders() {}
}
