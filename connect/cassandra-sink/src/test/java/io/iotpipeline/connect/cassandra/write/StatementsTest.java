package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.convert.Rows;
import io.iotpipeline.connect.cassandra.convert.TableMapper;
import org.junit.jupiter.api.Test;

class StatementsTest {

  @Test
  void insert_names_the_columns_in_the_order_of_the_mapping() {
    assertThat(Statements.writeCql(Rows.events()))
        .isEqualTo(
            "INSERT INTO iot.sensor_events (sensor_id, day, hour, event_time, event_id, measurements)"
                + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
  }

  @Test
  void insert_sets_the_configured_ttl() {
    TableMapper mapper = Rows.mapper(Rows.eventsConfigWith("ttl", "60"), "sensor_events");

    assertThat(Statements.writeCql(mapper)).endsWith("USING TIMESTAMP ? AND TTL 60");
  }

  @Test
  void delete_names_the_columns_of_the_primary_key() {
    assertThat(Statements.deleteCql(Rows.events()))
        .isEqualTo(
            "DELETE FROM iot.sensor_events USING TIMESTAMP ?"
                + " WHERE sensor_id = ? AND day = ? AND hour = ? AND event_time = ? AND event_id = ?");
  }
}
