package io.iotpipeline.connect.cassandra.cluster;

import com.datastax.oss.driver.api.core.CqlSession;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.convert.TableMismatchException;
import java.util.HashMap;
import java.util.Map;

/**
 * A driver session, which the tasks of a worker share if their configurations have the same cluster
 * and driver settings. The driver recommends one session for each cluster; it closes when its last
 * user has closed it. Thread-safe.
 */
public final class SharedSession implements AutoCloseable {

  private static final Map<Object, Shared> OPEN = new HashMap<>();

  /** The session itself, with the number of its users, which the lock of {@link #OPEN} guards. */
  private static final class Shared {
    private final SchemaChanges schemaChanges = new SchemaChanges();
    private CqlSession session;
    private volatile boolean isDiscarded;
    private int users;

    /** Other tasks of this cluster wait for the first one, those of other clusters do not. */
    synchronized CqlSession open(SinkConfig config) {
      if (session == null) {
        session = SessionFactory.open(config, schemaChanges);
      }
      return session;
    }

    synchronized void close() {
      if (session != null) {
        session.close();
      }
    }
  }

  private final Object key;
  private final Shared shared;
  private final CqlSession session;
  private boolean isClosed;

  private SharedSession(Object key, Shared shared, CqlSession session) {
    this.key = key;
    this.shared = shared;
    this.session = session;
  }

  /**
   * Connects to the cluster, unless another task of the worker has done so.
   *
   * @throws TableMismatchException if no node of the cluster is in the configured data center
   */
  public static SharedSession open(SinkConfig config) {
    Object key = config.sessionKey();
    Shared shared;
    synchronized (OPEN) {
      shared = OPEN.computeIfAbsent(key, absent -> new Shared());
      shared.users++;
    }
    try {
      return new SharedSession(key, shared, shared.open(config));
    } catch (RuntimeException | Error e) {
      release(key, shared);
      throw e;
    }
  }

  public CqlSession session() {
    return session;
  }

  /** Returns a number that differs from an earlier one if the cluster's schema has changed. */
  public long schemaVersion() {
    return shared.schemaChanges.count();
  }

  /** Lets all of its users open another session, because this one no longer reads the schema. */
  public void discard() {
    shared.isDiscarded = true;
    synchronized (OPEN) {
      OPEN.remove(key, shared);
    }
  }

  public boolean isDiscarded() {
    return shared.isDiscarded;
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      release(key, shared);
    }
  }

  private static void release(Object key, Shared shared) {
    synchronized (OPEN) {
      shared.users--;
      if (shared.users > 0) {
        return;
      }
      OPEN.remove(key, shared);
    }
    shared.close();
  }
}
