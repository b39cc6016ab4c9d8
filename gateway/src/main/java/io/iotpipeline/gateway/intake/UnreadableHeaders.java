package io.iotpipeline.gateway.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.GatewayHeaders;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The headers of a record that is no event: why, and from whom it came. */
final class UnreadableHeaders {

  private static final int MAX_REASON = 500;

  private UnreadableHeaders() {}

  static List<Header> of(Origin origin, String reason) {
    String shown = reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    return List.of(
        header(GatewayHeaders.UNREADABLE, shown),
        header(GatewayHeaders.PROTOCOL, origin.protocol()),
        header(GatewayHeaders.SENDER, origin.sender()),
        header(GatewayHeaders.ADDRESS, origin.address()));
  }

  private static Header header(String key, String value) {
    return new RecordHeader(key, value.getBytes(UTF_8));
  }
}
