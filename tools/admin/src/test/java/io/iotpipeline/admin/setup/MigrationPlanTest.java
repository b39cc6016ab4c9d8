package io.iotpipeline.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.setup.MigrationPlan.Applied;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationPlanTest {

  private static final Migration FIRST = Migration.of("001-first.cql", "one;");
  private static final Migration SECOND = Migration.of("002-second.cql", "two;");
  private static final Migration THIRD = Migration.of("003-third.cql", "three;");
  private static final List<Migration> FILES = List.of(FIRST, SECOND, THIRD);

  @Test
  void applies_what_was_not_applied_in_the_order_of_the_numbers() {
    assertThat(MigrationPlan.pending(FILES, List.of())).isEqualTo(FILES);
    assertThat(MigrationPlan.pending(FILES, List.of(applied(FIRST))))
        .containsExactly(SECOND, THIRD);
    assertThat(
            MigrationPlan.pending(FILES, List.of(applied(FIRST), applied(SECOND), applied(THIRD))))
        .isEmpty();
  }

  @Test
  void a_file_that_was_changed_after_it_was_applied_is_refused() {
    List<Applied> applied = List.of(applied(FIRST), new Applied(2, SECOND.file(), "other"));

    assertThatThrownBy(() -> MigrationPlan.pending(FILES, applied))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("002-second.cql", "restore it", "004-what-it-does.cql");
  }

  @Test
  void a_gap_or_a_number_given_twice_is_refused() {
    for (List<Migration> files : List.of(List.of(FIRST, THIRD), List.of(FIRST, FIRST, SECOND))) {
      assertThatThrownBy(() -> MigrationPlan.pending(files, List.of()))
          .isInstanceOf(PipelineException.class)
          .hasMessageContainingAll(files.get(1).file(), "number 002");
    }
  }

  @Test
  void a_database_that_is_newer_than_the_files_is_refused() {
    List<Applied> applied = List.of(applied(FIRST), applied(SECOND), applied(THIRD));

    assertThatThrownBy(() -> MigrationPlan.pending(List.of(FIRST, SECOND), applied))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("newer than this checkout", "003-third.cql", "002-second.cql");
  }

  @Test
  void a_record_with_a_gap_is_refused() {
    assertThatThrownBy(() -> MigrationPlan.pending(FILES, List.of(applied(FIRST), applied(THIRD))))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("003-third.cql", "no number 002", "iot.schema_migrations");
  }

  private static Applied applied(Migration migration) {
    return new Applied(migration.number(), migration.file(), migration.checksum());
  }
}
