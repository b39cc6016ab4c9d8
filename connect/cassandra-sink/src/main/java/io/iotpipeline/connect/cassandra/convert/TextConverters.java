package io.iotpipeline.connect.cassandra.convert;

import com.datastax.oss.driver.api.core.data.CqlDuration;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;

/** Converts to text, and from text to the CQL types that are neither numbers nor times. */
final class TextConverters {

  private TextConverters() {}

  /** Arrays, maps and Structs become JSON. */
  static Object toText(Object value) {
    if (value instanceof CharSequence || value instanceof Boolean || value instanceof UUID) {
      return value.toString();
    }
    if (value instanceof Number) {
      return NumberConverters.bounded(value).toString();
    }
    if (value instanceof Struct || value instanceof Map || value instanceof Collection) {
      return JsonText.of(value);
    }
    throw CqlConverter.mismatch(value, "text");
  }

  static Object toBoolean(Object value) {
    return switch (value.toString()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw CqlConverter.mismatch(value, "true or false");
    };
  }

  static Object toUuid(Object value) {
    if (value instanceof UUID) {
      return value;
    }
    if (value instanceof String text) {
      try {
        UUID uuid = UUID.fromString(text);
        // fromString also accepts shortened groups, which are not valid UUIDs.
        if (uuid.toString().equalsIgnoreCase(text)) {
          return uuid;
        }
      } catch (IllegalArgumentException e) {
        throw CqlConverter.mismatch(value, "a UUID");
      }
    }
    throw CqlConverter.mismatch(value, "a UUID");
  }

  /** Accepts addresses only, because a host name would need a DNS request for each record. */
  static Object toInetAddress(Object value) {
    if (value instanceof InetAddress) {
      return value;
    }
    if (value instanceof String text && text.indexOf('%') < 0) {
      byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
      if (address != null) {
        try {
          return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
          throw new AssertionError(e); // only for a wrong length
        }
      }
    }
    throw CqlConverter.mismatch(value, "an IP address");
  }

  static Object toDuration(Object value) {
    if (value instanceof String text) {
      try {
        return CqlDuration.from(text);
      } catch (RuntimeException e) {
        throw CqlConverter.mismatch(value, "a duration, for example 1h30m or PT1H30M");
      }
    }
    throw CqlConverter.mismatch(value, "a duration, for example 1h30m or PT1H30M");
  }
}
