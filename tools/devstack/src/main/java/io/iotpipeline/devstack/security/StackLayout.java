package io.iotpipeline.devstack.security;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who takes part in a stack, and how its schema registry checks logins.
 *
 * @param hosts of each identity the names and addresses of its servers, for its certificate
 * @param registry how the registry checks logins
 */
public record StackLayout(Map<Identity, List<String>> hosts, RegistryLogin registry) {

  /** What a schema registry accepts. */
  public enum RegistryLogin {
    /** Apicurio's: signed tokens with roles. */
    TOKEN,
    /** Confluent's: passwords. It keeps its schemas in Kafka, so it logs in there. */
    PASSWORD
  }

  private static final Set<Identity> ONLY_IN_COMPOSE =
      EnumSet.of(Identity.KAFKA_UI, Identity.GRAFANA);

  private static final Set<Identity> CLIENTS_OF_REGISTRY =
      EnumSet.of(
          Identity.REGISTRY, // for its own health check
          Identity.CONNECT,
          Identity.STREAMS_APP,
          Identity.GATEWAY,
          Identity.API,
          Identity.KAFKA_UI,
          Identity.DEVICE,
          Identity.OPERATOR);

  public StackLayout {
    Map<Identity, List<String>> copy = new EnumMap<>(Identity.class);
    hosts.forEach((identity, names) -> copy.put(identity, List.copyOf(names)));
    hosts = Map.copyOf(copy);
  }

  /** A stack whose servers all run on one machine. */
  public static StackLayout local(List<String> hosts) {
    Map<Identity, List<String>> all = new EnumMap<>(Identity.class);
    EnumSet.complementOf(EnumSet.copyOf(ONLY_IN_COMPOSE))
        .forEach(identity -> all.put(identity, hosts));
    return new StackLayout(all, RegistryLogin.TOKEN);
  }

  /** Everybody, in the order of {@link Identity}. */
  Set<Identity> identities() {
    return EnumSet.copyOf(hosts.keySet());
  }

  /** The passwords and tokens of an identity, without the tokens of the registry. */
  List<Secret> secrets(Identity identity) {
    List<Secret> secrets = new ArrayList<>(identity.secrets());
    if (registry == RegistryLogin.TOKEN && identity == Identity.API) {
      secrets.add(Secret.CONNECT); // our worker lets it see states only, Confluent's everything
    }
    if (registry == RegistryLogin.PASSWORD) {
      if (CLIENTS_OF_REGISTRY.contains(identity)) {
        secrets.add(Secret.REGISTRY_PASSWORD);
      }
      if (identity == Identity.REGISTRY) {
        secrets.add(Secret.KAFKA);
      }
      if (identity == Identity.CONNECT) {
        secrets.add(Secret.CONNECT); // for its own health check
      }
    }
    return List.copyOf(secrets);
  }
}
