package io.iotpipeline.benchmarks.sink;

import io.iotpipeline.devstack.process.JmxConnection;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** Reads the number of rows that the sink has written from a running Connect worker, over JMX. */
public final class SinkCounter implements AutoCloseable {

  private final JmxConnection jmx;

  private SinkCounter(JmxConnection jmx) {
    this.jmx = jmx;
  }

  /**
   * Connects to a worker.
   *
   * @param pid process id of a worker that runs as the same user
   */
  public static SinkCounter attach(long pid) throws IOException {
    return new SinkCounter(JmxConnection.attach(pid));
  }

  /** Rows that the connector's tasks have written since they started. */
  public long rows(String connector) throws IOException {
    try {
      return sumOfTasks(connector);
    } catch (JMException e) {
      throw new IOException("cannot read the metrics of connector " + connector, e);
    }
  }

  private long sumOfTasks(String connector) throws IOException, JMException {
    ObjectName tasks =
        new ObjectName(
            "io.iotpipeline.cassandra-sink:type=sink-task-metrics,connector=" + connector + ",*");
    MBeanServerConnection beans = jmx.beans();
    double rows = 0;
    for (ObjectName task : beans.queryNames(tasks, null)) {
      rows += (Double) beans.getAttribute(task, "rows-written-total");
    }
    return (long) rows;
  }

  @Override
  public void close() throws IOException {
    jmx.close();
  }
}
