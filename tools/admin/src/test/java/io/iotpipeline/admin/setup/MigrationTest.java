package io.iotpipeline.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationTest {

  @Test
  void splits_at_semicolons_that_end_a_line_and_leaves_comments_out() {
    String cql =
        """
        -- a comment; with a semicolon
        CREATE KEYSPACE k WITH replication = ${replication};

        CREATE TABLE k.t (a int PRIMARY KEY)
          WITH comment = 'one; two';
        """;

    assertThat(Migration.of("001-a.cql", cql).statements("{'class': 'X'}"))
        .containsExactly(
            "CREATE KEYSPACE k WITH replication = {'class': 'X'}",
            "CREATE TABLE k.t (a int PRIMARY KEY)\n  WITH comment = 'one; two'");
  }

  @Test
  void a_checkout_with_other_line_ends_has_the_same_checksum() {
    assertThat(Migration.of("001-a.cql", "a\r\nb;\r\n").checksum())
        .isEqualTo(Migration.of("001-a.cql", "a\nb;\n").checksum());
  }

  @Test
  void a_file_without_a_number_is_refused() {
    assertThatThrownBy(() -> Migration.of("tables.cql", ""))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("tables.cql", "005-what-it-does.cql");
  }

  @Test
  void the_projects_files_are_numbered_without_a_gap_and_can_be_applied_again() throws Exception {
    List<Migration> files = Migration.read(Path.of("../../cassandra/migrations"));

    assertThat(MigrationPlan.pending(files, List.of())).isEqualTo(files).hasSizeGreaterThan(3);
    assertThat(files)
        .flatMap(file -> file.statements("{}"))
        .allSatisfy(
            statement ->
                assertThat(statement)
                    .containsPattern("^\\w+ [^']* IF (NOT )?EXISTS |^ALTER TABLE \\S+ WITH "));
  }
}
