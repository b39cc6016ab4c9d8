package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.PipelineException;
import java.util.List;

/** Decides which migrations are pending, or why none may be applied. */
final class MigrationPlan {

  /** A row of {@code iot.schema_migrations}. */
  record Applied(int number, String file, String checksum) {}

  private MigrationPlan() {}

  /**
   * @param files sorted by number
   * @param applied sorted by number
   * @return the files that have not been applied, in their order
   * @throws PipelineException if files and applied migrations do not match, with the remedy
   */
  static List<Migration> pending(List<Migration> files, List<Applied> applied) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).number() != i + 1) {
        throw new PipelineException(
            "cassandra/migrations has %s where number %03d is expected: renumber the file,"
                    .formatted(files.get(i).file(), i + 1)
                + " or restore the missing one");
      }
    }
    for (int i = 0; i < applied.size(); i++) {
      check(files, applied.get(i), i + 1);
    }
    return files.subList(applied.size(), files.size());
  }

  private static void check(List<Migration> files, Applied applied, int expected) {
    if (applied.number() != expected) {
      throw new PipelineException(
          "iot.schema_migrations has %s but no number %03d: if that file was applied, insert its row"
                  .formatted(applied.file(), expected)
              + " again; otherwise delete the rows after it and run up again to apply the files");
    }
    if (expected > files.size()) {
      throw new PipelineException(
          "The database is newer than this checkout: it has %s, but cassandra/migrations ends with"
                  .formatted(applied.file())
              + " %s. Use the checkout that applied it, or a newer one"
                  .formatted(files.get(files.size() - 1).file()));
    }
    Migration file = files.get(expected - 1);
    if (!file.checksum().equals(applied.checksum())) {
      throw new PipelineException(
          "cassandra/migrations/%s differs from the file that was applied to the database:"
                  .formatted(file.file())
              + " restore it (git log -p -- cassandra/migrations) and put the change into"
              + " a new file, %03d-what-it-does.cql".formatted(files.size() + 1));
    }
  }
}
