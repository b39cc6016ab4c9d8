package io.iotpipeline.schemas.connection;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** References to secrets that are kept elsewhere, as in Kafka's own files. */
final class SecretReferences {

  /** How every reference begins, also one of a kind that there is not. */
  static final String BEGIN = "${";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:env|file|directory):[^}]*}");

  private SecretReferences() {}

  /** The value without its references. */
  static String without(String value) {
    return REFERENCE.matcher(value).replaceAll("");
  }

  /**
   * Replaces the references by what they refer to.
   *
   * @param kept the keys whose values stay as they are
   * @throws ConfigException if there is no such secret
   */
  static void resolve(Map<String, String> settings, Predicate<String> kept) {
    Map<String, ConfigProvider> providers =
        Map.of(
            "env", new EnvVarConfigProvider(),
            "file", new FileConfigProvider(),
            "directory", new DirectoryConfigProvider());
    providers.values().forEach(provider -> provider.configure(Map.of()));
    ConfigTransformer transformer = new ConfigTransformer(providers);
    settings.replaceAll(
        (key, value) ->
            kept.test(key)
                ? value
                : REFERENCE
                    .matcher(value)
                    .replaceAll(
                        found ->
                            Matcher.quoteReplacement(resolved(key, found.group(), transformer))));
  }

  /** Says which reference is wrong, and shows nothing else: the value may have other secrets. */
  private static String resolved(String key, String reference, ConfigTransformer transformer) {
    String found;
    try {
      found = transformer.transform(Map.of(key, reference)).data().get(key);
    } catch (ConfigException e) {
      throw new ConfigException(
          key + ": there is no value for " + reference + ": " + e.getMessage());
    }
    if (found.equals(reference)) {
      throw new ConfigException(key + ": there is no value for " + reference);
    }
    return found.strip(); // a mounted file may end with a line break
  }
}
