package io.iotpipeline.benchmarks.sink;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads the number of rows that the sink has written from a running Connect worker, over JMX. */
final class SinkCounter implements AutoCloseable {

  private final JMXConnector jmx;
  private final MBeanServerConnection beans;

  private SinkCounter(JMXConnector jmx) throws IOException {
    this.jmx = jmx;
    this.beans = jmx.getMBeanServerConnection();
  }

  /**
   * Connects to a worker.
   *
   * @param pid process id of a worker that runs as the same user
   */
  @SuppressWarnings("BanJNDI") // the address comes from the attached JVM
  static SinkCounter attach(long pid) throws IOException {
    try {
      VirtualMachine worker = VirtualMachine.attach(String.valueOf(pid));
      try {
        String address = worker.startLocalManagementAgent();
        return new SinkCounter(JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        worker.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot attach to the Connect worker, process " + pid, e);
    }
  }

  /** Rows that the connector's tasks have written since they started. */
  long rows(String connector) throws IOException {
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
