package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The producer's arguments of a verb. Of them the verb knows only {@code --via}: to it belongs the
 * address of the stack's gateway.
 */
record SendingArguments(List<String> given) {

  private static final String VIA = "--via";
  private static final String GATEWAY = "--gateway";

  SendingArguments {
    given = List.copyOf(given);
  }

  boolean useGateway() {
    return value(VIA).filter(via -> via.equals("http") || via.equals("mqtt")).isPresent();
  }

  /**
   * Adds the address of the gateway, unless it is given or the servers run elsewhere.
   *
   * @throws PipelineException if the stack has no gateway
   */
  List<String> complete(Context context) {
    if (!useGateway() || value(GATEWAY).isPresent() || context.isRemote()) {
      return given;
    }
    DevStackConfig stack = context.devStack();
    if (!stack.gateway()) {
      throw new PipelineException(
          "This pipeline has no gateway: ./pipeline up --gateway starts it");
    }
    Gateway gateway = new Gateway(stack);
    List<String> all = new ArrayList<>(given);
    boolean http = value(VIA).orElseThrow().equals("http");
    all.add(GATEWAY + "=" + (http ? gateway.httpUrl() : gateway.mqttUrl()));
    return all;
  }

  /** Of an option that is written as {@code --name value} or {@code --name=value}. */
  private Optional<String> value(String name) {
    Optional<String> value = Optional.empty();
    for (int i = 0; i < given.size(); i++) {
      String each = given.get(i);
      if (each.startsWith(name + "=")) {
        value = Optional.of(each.substring(name.length() + 1));
      } else if (each.equals(name) && i + 1 < given.size()) {
        value = Optional.of(given.get(i + 1));
      }
    }
    return value;
  }
}
