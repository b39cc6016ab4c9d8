package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.gateway.access.Sender;
import io.iotpipeline.gateway.sparkplug.SparkplugTopic;
import java.util.HashSet;
import java.util.Set;

/**
 * The subscriptions of one connection. This is a gateway and no broker: it passes no messages from
 * client to client. It grants what edge nodes of Sparkplug subscribe to before they send: commands
 * to nodes for which the sender may speak, and the state of hosts, of which nothing is ever sent.
 * Not thread-safe.
 */
final class Subscriptions {

  private static final String ALL_BELOW = "/#";
  private static final int MAX_FILTER_BYTES = 512;

  private final Sender sender;
  private final int limit;
  private final Set<String> filters = new HashSet<>();

  Subscriptions(Sender sender, int limit) {
    this.sender = sender;
    this.limit = limit;
  }

  /** Whether the subscription is granted. */
  boolean add(String filter) {
    if (filter.getBytes(UTF_8).length > MAX_FILTER_BYTES) {
      return false;
    }
    if (isHostState(filter) || filters.contains(filter)) {
      return true; // of the state of hosts nothing is sent, so nothing is kept
    }
    return filters.size() < limit && isCommandOfOwnNode(filter) && filters.add(filter);
  }

  /** Whether there was such a subscription. */
  boolean remove(String filter) {
    return isHostState(filter) || filters.remove(filter);
  }

  /** Whether a command to a node has a subscription. */
  boolean match(String commandTopic) {
    return filters.contains(commandTopic) || filters.contains(commandTopic + ALL_BELOW);
  }

  private static boolean isHostState(String filter) {
    return filter.startsWith(SparkplugTopic.NAMESPACE + "/STATE/") || filter.startsWith("STATE/");
  }

  private boolean isCommandOfOwnNode(String filter) {
    String[] levels = filter.split("/", -1);
    if (levels.length < 4 || levels.length > 5 || !levels[0].equals(SparkplugTopic.NAMESPACE)) {
      return false;
    }
    boolean command = levels[2].equals("NCMD") || levels[2].equals("DCMD");
    return command
        && isName(levels[1])
        && isName(levels[3])
        && sender.maySpeakFor(levels[1] + "/" + levels[3]);
  }

  private static boolean isName(String level) {
    return !level.isEmpty() && level.indexOf('+') < 0 && level.indexOf('#') < 0;
  }
}
