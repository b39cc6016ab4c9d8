package io.iotpipeline.admin.setup;

import io.iotpipeline.admin.cluster.PipelineException;
import java.util.List;

/** Decides which files are still to be applied, or says why none may be. */
final class MigrationPlan {

  /** A row of {@code iot.schema_migrations}. */
  record Applied(int number, String file, String checksum) {}

  private MigrationPlan() {}

  /**
   * @param files by number
   * @param applied by number
   * @return the files that were not applied, in their order
   * @throws PipelineException when the two do not fit, saying what to do
   */
  static List<Migration> pending(List<Migration> files, List<Applied> applied) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).number() != i + 1) {
        throw new PipelineException(
            "cassandra/migrations has %s where number %03d belongs: numbers go up one by one,"
                    .formatted(files.get(i).file(), i + 1)
                + " so give the file that number, or bring back the one that is missing");
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
          "iot.schema_migrations has %s but no number %03d: if that file was applied, add its row"
                  .formatted(applied.file(), expected)
              + " again; if not, delete the rows after it, and up applies the files once more");
    }
    if (expected > files.size()) {
      throw new PipelineException(
          "The database is newer than this checkout: it has %s, and cassandra/migrations ends with"
                  .formatted(applied.file())
              + " %s. Use the checkout that applied it, or a newer one"
                  .formatted(files.get(files.size() - 1).file()));
    }
    Migration file = files.get(expected - 1);
    if (!file.checksum().equals(applied.checksum())) {
      throw new PipelineException(
          "cassandra/migrations/%s is not what was applied to the database:".formatted(file.file())
              + " put it back as it was (git log -p -- cassandra/migrations), and write the change"
              + " as a new file, %03d-what-it-does.cql".formatted(files.size() + 1));
    }
  }
}
