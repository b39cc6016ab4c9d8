package io.iotpipeline.connectlogin;

import jakarta.ws.rs.Priorities;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension;

/**
 * Kafka's basic authentication for the REST API of Connect, of the newest version on Maven Central,
 * with users that only see how the connectors are.
 *
 * <p>Its own {@link #version()} uses a class that newer versions of Kafka no longer have at that
 * place.
 */
public final class BasicAuthExtension extends BasicAuthSecurityRestExtension {

  static final String STATUS_USERS = "rest.status.users";
  private static final int AFTER_LOGIN = Priorities.USER + 1000;

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              STATUS_USERS,
              ConfigDef.Type.LIST,
              "",
              ConfigDef.Importance.HIGH,
              "Users who see the names and states of the connectors, and nothing else.");

  private StatusUsers statusUsers = new StatusUsers(Set.of());

  @Override
  public void configure(Map<String, ?> configs) {
    super.configure(configs);
    statusUsers =
        new StatusUsers(
            Set.copyOf(new AbstractConfig(CONFIG, configs, false).getList(STATUS_USERS)));
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    super.register(context);
    context.configurable().register(statusUsers, AFTER_LOGIN);
  }

  /** The version of the extension. */
  @Override
  public String version() {
    return "4.3.1";
  }
}
