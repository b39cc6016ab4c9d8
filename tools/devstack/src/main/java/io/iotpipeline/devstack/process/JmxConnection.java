package io.iotpipeline.devstack.process;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The management beans of another JVM of the same user. The first connection starts the JDK's
 * management agent in that JVM.
 */
public final class JmxConnection implements AutoCloseable {

  private final JMXConnector connector;

  private JmxConnection(JMXConnector connector) {
    this.connector = connector;
  }

  /**
   * @throws IOException if the process has ended or is no JVM of this user
   */
  @SuppressWarnings("BanJNDI") // the address comes from the attached JVM
  public static JmxConnection attach(long pid) throws IOException {
    try {
      VirtualMachine jvm = VirtualMachine.attach(String.valueOf(pid));
      try {
        String address = jvm.startLocalManagementAgent();
        return new JmxConnection(JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot attach to process " + pid, e);
    }
  }

  public MBeanServerConnection beans() throws IOException {
    return connector.getMBeanServerConnection();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
