package io.iotpipeline.devstack.roles;

import io.iotpipeline.devstack.security.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The CQL of the roles. Each statement can run again. */
final class RoleStatements {

  /** The superuser that Cassandra makes itself, whose password everybody knows. */
  static final String BUILT_IN = "cassandra";

  /** What the connectors write. */
  static final List<String> WRITTEN_TABLES =
      List.of("sensor_events", "hourly_aggregates", "sensor_alerts", "sensors");

  private static final List<String> OPERATOR_RIGHTS = List.of("ALTER", "DROP", "SELECT", "MODIFY");

  private RoleStatements() {}

  /** A role that cannot log in yet. */
  static String create(String role) {
    return "CREATE ROLE IF NOT EXISTS " + role;
  }

  /**
   * All that a role is, so that a node that has no row of it gets a whole one. The password comes
   * last, because Cassandra's audit log leaves out what follows the word.
   */
  static String set(String role, boolean superuser, boolean login, String password) {
    return "ALTER ROLE %s WITH SUPERUSER = %s AND LOGIN = %s AND PASSWORD = '%s'"
        .formatted(role, superuser, login, quoted(password));
  }

  /** Whoever is logged in may change only its own password. */
  static String setOwn(String role, String password) {
    return "ALTER ROLE %s WITH PASSWORD = '%s'".formatted(role, quoted(password));
  }

  /** As it stands between quotes. */
  static String quoted(String text) {
    return text.replace("'", "''");
  }

  /**
   * Rights on what exists.
   *
   * @param tables of keyspace iot; empty if there is no keyspace
   */
  static List<String> grants(boolean keyspace, Set<String> tables) {
    String operator = Identity.OPERATOR.role();
    List<String> grants = new ArrayList<>();
    // CREATE KEYSPACE needs it on all, also if the keyspace exists.
    grants.add("GRANT CREATE ON ALL KEYSPACES TO " + operator);
    if (keyspace) {
      OPERATOR_RIGHTS.forEach(
          right -> grants.add("GRANT %s ON KEYSPACE iot TO %s".formatted(right, operator)));
      for (Identity reader : List.of(Identity.API, Identity.READER)) {
        grants.add("GRANT SELECT ON KEYSPACE iot TO " + reader.role());
      }
    }
    WRITTEN_TABLES.stream()
        .filter(tables::contains)
        .forEach(
            table ->
                grants.add(
                    "GRANT MODIFY ON TABLE iot.%s TO %s"
                        .formatted(table, Identity.CONNECT.role())));
    return grants;
  }
}
