package io.iotpipeline.connect.cassandra;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Counts the records that the dead letter queue of a task did not take, by the metric of Connect.
 * The future that Connect returns for a report does not show it: if the queue's producer fails at
 * once, as it does for a record above its {@code max.request.size}, Connect logs that and returns a
 * future that has succeeded ({@code RetryWithToleranceOperator.report}).
 */
final class DeadLetterQueueFailures implements LongSupplier {

  private static final String BEANS = "kafka.connect:type=task-error-metrics,*";
  private static final String FAILURES = "deadletterqueue-produce-failures";

  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private final String connector;
  private final String task;
  private ObjectName bean;

  DeadLetterQueueFailures(String connector, String task) {
    this.connector = connector;
    this.task = task;
  }

  /** Returns the number of failures since the task started; 0 if the worker has no JMX metrics. */
  @Override
  public long getAsLong() {
    try {
      if (bean == null) {
        bean = find();
      }
      return bean == null ? 0 : ((Number) beans.getAttribute(bean, FAILURES)).longValue();
    } catch (JMException e) {
      throw new ConnectException("cannot read the error metrics of Connect", e);
    }
  }

  private ObjectName find() throws MalformedObjectNameException {
    return beans.queryNames(new ObjectName(BEANS), null).stream()
        .filter(name -> text(name, "connector").equals(connector))
        .filter(name -> text(name, "task").equals(task))
        .findFirst()
        .orElse(null);
  }

  private static String text(ObjectName bean, String key) {
    String value = bean.getKeyProperty(key);
    return value.startsWith("\"") ? ObjectName.unquote(value) : value;
  }
}
