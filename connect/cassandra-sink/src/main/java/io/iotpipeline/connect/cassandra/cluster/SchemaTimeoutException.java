package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import java.time.Duration;

/** The session does not read the schema. It may never do so again, while it writes as before. */
public final class SchemaTimeoutException extends DriverTimeoutException {

  private static final long serialVersionUID = 1L;

  SchemaTimeoutException(Duration timeout) {
    super("The schema could not be read within %d ms".formatted(timeout.toMillis()));
  }
}
