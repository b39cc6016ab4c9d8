package io.iotpipeline.streamsapp.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A state store that keeps objects in memory and writes the changed ones to a byte store before
 * each commit. The byte store is on disk and has the changelog topic.
 *
 * <p>Kafka Streams calls {@link #flushCache} before it commits. {@link CachedStateStore} is an
 * internal interface; no public one has this callback. If an upgrade of Kafka Streams stops calling
 * it, {@code flushCache_is_called_before_commit} in {@code WriteBehindStoreTest} fails.
 */
public abstract class WriteBehindStore implements StateStore, CachedStateStore<Object, Object> {

  private final KeyValueStore<Bytes, byte[]> bytes;

  protected WriteBehindStore(KeyValueStore<Bytes, byte[]> bytes) {
    this.bytes = bytes;
  }

  /** The byte store. */
  protected final KeyValueStore<Bytes, byte[]> bytes() {
    return bytes;
  }

  /** Writes all changes to the byte store. */
  @Override
  public abstract void flushCache();

  /** Drops all objects, without writing them. */
  @Override
  public abstract void clearCache();

  /** No downstream processor reads from this cache. */
  @Override
  public final boolean setFlushListener(
      CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return bytes.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    clearCache();
    bytes.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    bytes.commit(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    return bytes.committedOffset(changelog);
  }

  @Override
  @SuppressWarnings("deprecation") // Kafka Streams still calls it
  public boolean managesOffsets() {
    return bytes.managesOffsets();
  }

  @Override
  public void close() {
    clearCache();
    bytes.close();
  }

  @Override
  public boolean persistent() {
    return bytes.persistent();
  }

  @Override
  public boolean isOpen() {
    return bytes.isOpen();
  }

  @Override
  public Position getPosition() {
    return bytes.getPosition();
  }
}
