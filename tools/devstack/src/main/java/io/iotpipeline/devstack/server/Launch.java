package io.iotpipeline.devstack.server;

import java.util.List;
import java.util.Map;

/**
 * Changes how the processes of servers are started, for example with another class path or in a
 * namespace with a small disk. A stack is started as it is with {@link #UNCHANGED}.
 */
public interface Launch {

  /** Starts each server as it describes itself. */
  Launch UNCHANGED = (server, command, environment) -> command;

  /**
   * @param server name of the server
   * @param command its command line
   * @param environment environment of its process, which this method may change
   * @return the command line to execute instead
   */
  List<String> command(String server, List<String> command, Map<String, String> environment);
}
