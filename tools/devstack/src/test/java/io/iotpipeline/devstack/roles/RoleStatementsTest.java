package io.iotpipeline.devstack.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RoleStatementsTest {

  /** If this fails, a connector is new: it may write its table from then on. */
  @Test
  void the_connectors_may_write_exactly_the_tables_that_their_files_map() throws Exception {
    Pattern mapping = Pattern.compile("topic\\.[^.]+\\.iot\\.(\\w+)\\.mapping");
    Set<String> tables = new TreeSet<>();
    try (var files = Files.list(Path.of("../../connect/connectors"))) {
      for (Path file : files.toList()) {
        JsonNode config = new ObjectMapper().readTree(file.toFile()).get("config");
        config
            .fieldNames()
            .forEachRemaining(
                key -> {
                  Matcher found = mapping.matcher(key);
                  if (found.matches()) {
                    tables.add(found.group(1));
                  }
                });
      }
    }

    assertThat(RoleStatements.WRITTEN_TABLES).containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void before_there_is_a_keyspace_the_operator_may_create_it() {
    assertThat(RoleStatements.grants(false, Set.of()))
        .containsExactly("GRANT CREATE ON ALL KEYSPACES TO iot_operator");
  }

  @Test
  void rights_are_granted_on_what_exists() {
    assertThat(RoleStatements.grants(true, Set.of("sensor_events", "schema_migrations")))
        .containsExactly(
            "GRANT CREATE ON ALL KEYSPACES TO iot_operator",
            "GRANT ALTER ON KEYSPACE iot TO iot_operator",
            "GRANT DROP ON KEYSPACE iot TO iot_operator",
            "GRANT SELECT ON KEYSPACE iot TO iot_operator",
            "GRANT MODIFY ON KEYSPACE iot TO iot_operator",
            "GRANT SELECT ON KEYSPACE iot TO iot_api",
            "GRANT SELECT ON KEYSPACE iot TO iot_reader",
            "GRANT MODIFY ON TABLE iot.sensor_events TO iot_connect");
  }

  @Test
  void a_role_is_written_whole_and_a_quote_in_its_password_ends_nothing() {
    assertThat(RoleStatements.set("iot_reader", false, true, "a'b"))
        .isEqualTo(
            "ALTER ROLE iot_reader WITH SUPERUSER = false AND LOGIN = true AND PASSWORD = 'a''b'");
  }

  @Test
  void roles_get_a_replica_on_every_node() {
    assertThat(
            RoleReplication.alter(
                Map.of("class", "SimpleStrategy", "replication_factor", "1"), "datacenter1", 3))
        .contains(
            "ALTER KEYSPACE system_auth WITH replication ="
                + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}");
    assertThat(
            RoleReplication.alter(
                Map.of("class", "SimpleStrategy", "replication_factor", "3"), "datacenter1", 3))
        .isEmpty();
    assertThat(
            RoleReplication.alter(
                Map.of("class", "NetworkTopologyStrategy", "datacenter1", "2"), "datacenter1", 1))
        .as("never lowered")
        .isEmpty();
  }
}
