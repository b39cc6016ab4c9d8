package io.iotpipeline.local.tables;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.iotpipeline.local.stack.StackSettings;
import java.time.Duration;

/** Connects to the stack's Cassandra. */
public final class CassandraSession {

  private CassandraSession() {}

  /** A new session, which the caller closes. */
  public static CqlSession open(StackSettings settings) {
    DriverConfigLoader config =
        DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(20))
            // Pages of a full scan; a row is some hundred bytes.
            .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 5000)
            .build();
    return CqlSession.builder()
        .addContactPoint(settings.cassandraAddress())
        .withLocalDatacenter(StackSettings.DATACENTER)
        .withConfigLoader(config)
        .build();
  }
}
