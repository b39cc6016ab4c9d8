package io.iotpipeline.integration.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docker-compose.yml}, with its aliases and merge keys resolved and every variable replaced
 * by its default, as Compose sees it without an {@code .env}.
 */
final class ComposeFile {

  static final String TEXT = Checkout.read("docker-compose.yml");

  /** What logins and TLS change. */
  static final String SECURE_TEXT = Checkout.read("docker-compose.secure.yml");

  /** Those that end by themselves. */
  static final Set<String> ONE_SHOTS = Set.of("setup", "replication");

  /** Those that are built from our own code. */
  static final Set<String> OWN = Set.of("setup", "streams-app", "gateway", "api", "producer");

  /** {@code ${NAME:-default}} or {@code ${NAME-default}}; there is no other form in the file. */
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{([A-Z_0-9]+)(?::?-([^}]*))?}");

  private static final JsonNode ROOT = parse();

  private ComposeFile() {}

  static JsonNode root() {
    return ROOT;
  }

  static JsonNode service(String name) {
    JsonNode service = ROOT.path("services").path(name);
    if (service.isMissingNode()) {
      throw new AssertionError("docker-compose.yml has no service " + name);
    }
    return service;
  }

  static List<String> services() {
    List<String> names = new ArrayList<>();
    ROOT.path("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  static String environment(String service, String variable) {
    JsonNode value = service(service).path("environment").path(variable);
    if (value.isMissingNode()) {
      throw new AssertionError("docker-compose.yml has no " + variable + " for " + service);
    }
    return value.asText();
  }

  static Set<String> profiles() {
    Set<String> profiles = new TreeSet<>();
    for (JsonNode service : ROOT.path("services")) {
      service.path("profiles").forEach(profile -> profiles.add(profile.asText()));
    }
    return profiles;
  }

  /** Every variable with the defaults that both files give it, without Compose's own. */
  static Map<String, Set<String>> variables() {
    Map<String, Set<String>> variables = new TreeMap<>();
    Matcher found = VARIABLE.matcher(TEXT + SECURE_TEXT);
    while (found.find()) {
      String given = found.group(2) == null ? "" : found.group(2);
      variables.computeIfAbsent(found.group(1), name -> new LinkedHashSet<>()).add(given);
    }
    variables.keySet().removeIf(name -> name.startsWith("COMPOSE_"));
    return variables;
  }

  private static JsonNode parse() {
    String text =
        VARIABLE
            .matcher(TEXT)
            .replaceAll(
                found -> Matcher.quoteReplacement(found.group(2) == null ? "" : found.group(2)));
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new ObjectMapper().valueToTree(loaded);
  }
}
