package io.iotpipeline.streamsapp.validate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.GatewayHeaders;
import io.iotpipeline.schemas.RejectionReason;
import io.iotpipeline.schemas.VisibleText;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Recognizes a record of a gateway that has bytes of a device instead of an event. */
public final class Unreadable {

  static final int MAX_CHARACTERS = 500;

  /** UTF-8 has at most 3 bytes for a character of Java. */
  private static final int MAX_BYTES = 3 * MAX_CHARACTERS;

  private Unreadable() {}

  /**
   * @return the rejection with the gateway's reason; empty if the record is not such a record
   */
  public static Optional<Rejected> of(Headers headers) {
    Header why = headers.lastHeader(GatewayHeaders.UNREADABLE);
    return why == null
        ? Optional.empty()
        : Optional.of(new Rejected(RejectionReason.UNREADABLE, detail(why.value())));
  }

  /** Any producer can set the header, so its text is not trusted. */
  private static String detail(byte[] value) {
    if (value == null || value.length == 0) {
      return "the gateway gives no reason";
    }
    String text = new String(value, 0, Math.min(value.length, MAX_BYTES), UTF_8);
    return VisibleText.of(
        text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…");
  }
}
