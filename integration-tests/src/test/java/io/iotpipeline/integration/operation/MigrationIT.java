package io.iotpipeline.integration.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The numbered CQL files on a keyspace that has them already. */
@ExtendWith(SharedStack.class)
class MigrationIT {

  private final TestStack stack;

  MigrationIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void a_migration_that_was_applied_in_part_can_be_applied_again() {
    try (CqlSession session = stack.session()) {
      session.execute("DELETE FROM iot.schema_migrations WHERE number = 6");
      session.execute("DELETE FROM iot.schema_migrations WHERE number = 5");
    }

    assertThat(new TableSetup(stack.pipeline()).apply()).startsWith("2 of 6 files");
    assertThat(new TableSetup(stack.pipeline()).apply()).startsWith("0 of 6 files");
  }
}
