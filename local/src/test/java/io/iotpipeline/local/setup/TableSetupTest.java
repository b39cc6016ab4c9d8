package io.iotpipeline.local.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableSetupTest {

  @Test
  void splits_at_semicolons_that_end_a_line_and_leaves_comments_out() {
    String cql =
        """
        -- a comment; with a semicolon
        CREATE KEYSPACE k WITH replication = ${replication};

        CREATE TABLE k.t (a int PRIMARY KEY)
          WITH comment = 'one; two';
        """;

    assertThat(TableSetup.statements(cql, "{'class': 'X'}"))
        .containsExactly(
            "CREATE KEYSPACE k WITH replication = {'class': 'X'}",
            "CREATE TABLE k.t (a int PRIMARY KEY)\n  WITH comment = 'one; two'");
  }
}
