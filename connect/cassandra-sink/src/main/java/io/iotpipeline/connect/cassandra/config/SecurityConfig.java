package io.iotpipeline.connect.cassandra.config;

import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.AUTH_PROVIDER_CLASS;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.AUTH_PROVIDER_PASSWORD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.AUTH_PROVIDER_USER_NAME;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_CIPHER_SUITES;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_HOSTNAME_VALIDATION;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_KEYSTORE_PASSWORD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_KEYSTORE_PATH;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.SSL_TRUSTSTORE_PATH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import com.datastax.oss.driver.api.core.config.DriverOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The keys {@code auth.*} and {@code ssl.*}, and the driver settings derived from them. */
public final class SecurityConfig {

  public static final String USERNAME = "auth.username";
  private static final String AUTH_PROVIDER = "auth.provider";
  private static final String PASSWORD = "auth.password";
  private static final String SSL_PROVIDER = "ssl.provider";
  private static final String HOSTNAME_VALIDATION = "ssl.hostnameValidation";
  private static final String KEYSTORE_PATH = "ssl.keystore.path";
  private static final String KEYSTORE_PASSWORD = "ssl.keystore.password";
  private static final String TRUSTSTORE_PATH = "ssl.truststore.path";
  private static final String TRUSTSTORE_PASSWORD = "ssl.truststore.password";
  private static final String CIPHER_SUITES = "ssl.cipherSuites";

  private static final String NONE = "None";
  private static final String PLAIN = "PLAIN";
  private static final String JDK = "JDK";

  private SecurityConfig() {}

  static void define(ConfigDef definition) {
    defineAuth(definition);
    defineSsl(definition);
  }

  private static void defineAuth(ConfigDef definition) {
    definition
        .define(
            AUTH_PROVIDER,
            ConfigDef.Type.STRING,
            NONE,
            oneOf(NONE, PLAIN, "For others, use datastax-java-driver.advanced.auth-provider.*"),
            MEDIUM,
            "PLAIN: log in with user name and password. Implied if auth.username is set.")
        .define(USERNAME, ConfigDef.Type.STRING, "", MEDIUM, "User name for PLAIN.")
        .define(PASSWORD, ConfigDef.Type.PASSWORD, "", MEDIUM, "Password for PLAIN.");
  }

  private static void defineSsl(ConfigDef definition) {
    definition
        .define(
            SSL_PROVIDER,
            ConfigDef.Type.STRING,
            NONE,
            oneOf(NONE, JDK, "OpenSSL is not supported; JDK supports the same protocols"),
            MEDIUM,
            "JDK: connections use TLS. None: connections are not encrypted.")
        .define(
            HOSTNAME_VALIDATION,
            ConfigDef.Type.BOOLEAN,
            true,
            MEDIUM,
            "Whether the certificate of a node must match its host name.")
        .define(
            KEYSTORE_PATH,
            ConfigDef.Type.STRING,
            "",
            readable(),
            MEDIUM,
            "File with the client certificate and its key, if nodes require one.")
        .define(
            KEYSTORE_PASSWORD, ConfigDef.Type.PASSWORD, "", MEDIUM, "Password of the key store.")
        .define(
            TRUSTSTORE_PATH,
            ConfigDef.Type.STRING,
            "",
            readable(),
            MEDIUM,
            "File with the trusted certificates; if empty, the JVM's default trust store.")
        .define(
            TRUSTSTORE_PASSWORD,
            ConfigDef.Type.PASSWORD,
            "",
            MEDIUM,
            "Password of the trust store.")
        .define(
            CIPHER_SUITES,
            ConfigDef.Type.LIST,
            List.of(),
            MEDIUM,
            "Allowed cipher suites, comma-separated; if empty, the JVM's defaults.");
  }

  /** Adds the driver settings derived from the configuration. */
  static void put(AbstractConfig config, DriverSettings settings) {
    if (isPlain(config)) {
      settings.put(AUTH_PROVIDER_CLASS, "PlainTextAuthProvider");
      settings.put(AUTH_PROVIDER_USER_NAME, config.getString(USERNAME));
      settings.put(AUTH_PROVIDER_PASSWORD, secret(config, PASSWORD));
    }
    if (config.getString(SSL_PROVIDER).equals(JDK)) {
      settings.put(SSL_ENGINE_FACTORY_CLASS, "DefaultSslEngineFactory");
      settings.put(SSL_HOSTNAME_VALIDATION, config.getBoolean(HOSTNAME_VALIDATION));
      putIfSet(settings, SSL_KEYSTORE_PATH, config.getString(KEYSTORE_PATH));
      putIfSet(settings, SSL_KEYSTORE_PASSWORD, secret(config, KEYSTORE_PASSWORD));
      putIfSet(settings, SSL_TRUSTSTORE_PATH, config.getString(TRUSTSTORE_PATH));
      putIfSet(settings, SSL_TRUSTSTORE_PASSWORD, secret(config, TRUSTSTORE_PASSWORD));
      if (!config.getList(CIPHER_SUITES).isEmpty()) {
        settings.put(SSL_CIPHER_SUITES, config.getList(CIPHER_SUITES));
      }
    }
  }

  private static boolean isPlain(AbstractConfig config) {
    return config.getString(AUTH_PROVIDER).equals(PLAIN) || !config.getString(USERNAME).isEmpty();
  }

  private static String secret(AbstractConfig config, String key) {
    return config.getPassword(key).value();
  }

  private static void putIfSet(DriverSettings settings, DriverOption option, String value) {
    if (!value.isEmpty()) {
      settings.put(option, value);
    }
  }

  private static ConfigDef.Validator oneOf(String one, String other, String remedy) {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          if (!one.equals(value) && !other.equals(value)) {
            throw new ConfigException(
                key, value, "must be " + one + " or " + other + ". " + remedy);
          }
        },
        () -> one + " or " + other);
  }

  private static ConfigDef.Validator readable() {
    return ConfigDef.LambdaValidator.with(
        (key, value) -> {
          String path = (String) value;
          if (path != null && !path.isEmpty() && !Files.isReadable(Path.of(path))) {
            throw new ConfigException(key, value, "the worker cannot read this file");
          }
        },
        () -> "a file that the worker can read");
  }
}
