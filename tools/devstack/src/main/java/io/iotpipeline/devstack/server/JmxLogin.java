package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;

/**
 * The login to the JMX port of a Cassandra node of a secured stack, in files that only their owner
 * can read. They are written when the node starts, so clients have the password that the node has.
 *
 * <p>JMX has no TLS: with it Cassandra listens on all addresses, not only on 127.0.0.1, and the
 * passwords of its stores would have to be in the list of processes.
 */
public final class JmxLogin {

  static final String USER = Identity.CASSANDRA.role();

  private final Path folder;

  /**
   * @param folder folder of the node
   */
  public JmxLogin(Path folder) {
    this.folder = folder;
  }

  /** Writes both files. */
  public void write(String password) {
    OwnerFiles.write(passwords(), USER + " " + password + "\n");
    OwnerFiles.write(rights(), USER + " readwrite\n");
  }

  /** System properties of the node. */
  Map<String, Object> properties() {
    return Map.of(
        "com.sun.management.jmxremote.authenticate", true,
        "com.sun.management.jmxremote.password.file", passwords(),
        "com.sun.management.jmxremote.access.file", rights());
  }

  /** Options of nodetool, which reads the same file. */
  List<String> options() {
    return List.of("-u", USER, "-pwf", passwords().toString());
  }

  /** Environment of a connector. */
  Map<String, Object> environment() {
    try {
      return Map.of(JMXConnector.CREDENTIALS, Files.readString(passwords()).strip().split(" ", 2));
    } catch (IOException e) {
      throw new PipelineException("cannot read " + passwords() + ": " + e.getMessage(), e);
    }
  }

  private Path passwords() {
    return folder.resolve("jmx.password");
  }

  private Path rights() {
    return folder.resolve("jmx.access");
  }
}
