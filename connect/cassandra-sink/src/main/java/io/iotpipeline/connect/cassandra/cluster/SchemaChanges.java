package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.SchemaChangeListenerBase;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the changes of tables and types that the driver hears of, about a second late. */
final class SchemaChanges extends SchemaChangeListenerBase {

  private final AtomicLong count = new AtomicLong();

  long count() {
    return count.get();
  }

  @Override
  public void onKeyspaceDropped(KeyspaceMetadata keyspace) {
    count.incrementAndGet();
  }

  @Override
  public void onTableCreated(TableMetadata table) {
    count.incrementAndGet();
  }

  @Override
  public void onTableDropped(TableMetadata table) {
    count.incrementAndGet();
  }

  @Override
  public void onTableUpdated(TableMetadata current, TableMetadata previous) {
    count.incrementAndGet();
  }

  @Override
  public void onUserDefinedTypeUpdated(UserDefinedType current, UserDefinedType previous) {
    count.incrementAndGet();
  }
}
