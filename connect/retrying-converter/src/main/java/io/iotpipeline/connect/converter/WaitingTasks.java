package io.iotpipeline.connect.converter;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The number of tasks of this worker that wait for the schema registry, as a JMX bean. */
public final class WaitingTasks implements WaitingTasksMXBean {

  static final String NAME = "io.iotpipeline.retrying-converter:type=converter-metrics";

  private static final Logger LOG = LoggerFactory.getLogger(WaitingTasks.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private WaitingTasks() {}

  /** Makes the bean visible, once; a worker configures a converter for each task. */
  static synchronized void register() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName name = new ObjectName(NAME);
      if (!server.isRegistered(name)) {
        server.registerMBean(new WaitingTasks(), name);
      }
    } catch (JMException e) {
      LOG.warn("The metric {} is not available", NAME, e);
    }
  }

  static void add(int tasks) {
    COUNT.addAndGet(tasks);
  }

  @Override
  public int getWaitingTasks() {
    return COUNT.get();
  }
}
