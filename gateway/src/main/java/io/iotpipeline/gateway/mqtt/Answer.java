package io.iotpipeline.gateway.mqtt;

/** What became of a message of a device. */
enum Answer {
  /** Kafka has acknowledged all its events. */
  ACCEPTED(0x00),
  /** Something in it is no event; Kafka has acknowledged that, and the events beside it. */
  UNREADABLE(0x99),
  /** The sender may not speak for the sensor; nothing is kept. */
  FORBIDDEN(0x87),
  /** The topic is none of those on which the gateway takes messages; nothing is kept. */
  UNKNOWN_TOPIC(0x90),
  /** There is no room, or the sender is above its rate; nothing is kept. */
  BUSY(0x97),
  /** Kafka has not acknowledged it. */
  UNAVAILABLE(0x83);

  private final byte reasonCode;

  Answer(int reasonCode) {
    this.reasonCode = (byte) reasonCode;
  }

  /** The reason code of PUBACK and PUBREC in MQTT 5. */
  byte reasonCode() {
    return reasonCode;
  }

  /** Whether another try may have another answer. */
  boolean temporary() {
    return this == BUSY || this == UNAVAILABLE;
  }

  /** Whether the message can be acknowledged without a reason code: Kafka has what is kept. */
  boolean kept() {
    return this == ACCEPTED || this == UNREADABLE;
  }
}
