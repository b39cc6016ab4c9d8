package io.iotpipeline.connect.converter;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Passes all calls to another converter, and waits while the schema registry does not answer. A
 * task that starts without the registry therefore continues by itself, instead of failing for good.
 *
 * <p>If a conversion fails, this class asks the registry. If it does not answer, the conversion is
 * repeated when it does, without end. If it answers, the conversion is repeated once, because the
 * registry may have come back just now; a second failure is the record's, and a DataException names
 * topic and first bytes of the record. Retriable exceptions are repeated in any case.
 *
 * <p>Not thread-safe, like any converter.
 */
public final class RetryingConverter implements Converter, Versioned {

  static final String DELEGATE = "delegate.converter";
  static final String PROBE_URL = "registry.probe.url";

  private static final int SHOWN_BYTES = 16;

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              DELEGATE,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              ConfigDef.Importance.HIGH,
              "Class of the converter to use; it gets all settings of this one. Its jar must be in"
                  + " the same plugin folder.")
          .define(
              PROBE_URL,
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              ConfigDef.Importance.HIGH,
              "URL that the schema registry answers, for example http://registry:8081/subjects.");

  private final RegistryOutage.Sleep sleep;
  private Converter delegate;
  private RegistryProbe registry;
  private boolean isKey;

  /** For Connect, which then calls {@link #configure}. */
  public RetryingConverter() {
    this(null, null, RetryingConverter::sleep);
  }

  RetryingConverter(Converter delegate, RegistryProbe registry, RegistryOutage.Sleep sleep) {
    this.delegate = delegate;
    this.registry = registry;
    this.sleep = sleep;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }

  @Override
  public String version() {
    String version = getClass().getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "unpackaged");
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  /**
   * @throws ConfigException if a setting is missing or unusable; the message names it
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    this.isKey = isKey;
    AbstractConfig config = new AbstractConfig(CONFIG, configs, false);
    registry = new HttpRegistryProbe(url(config.getString(PROBE_URL)));
    delegate = instance(config.getString(DELEGATE));
    delegate.configure(configs, isKey);
    WaitingTasks.register();
  }

  private static URL url(String text) {
    try {
      URL url = URI.create(text).toURL();
      if (url.getProtocol().startsWith("http")) {
        return url;
      }
    } catch (IllegalArgumentException | MalformedURLException e) {
      // Rejected below.
    }
    throw new ConfigException(PROBE_URL, text, "must be a URL with http or https");
  }

  private static Converter instance(String name) {
    try {
      return Class.forName(name, true, RetryingConverter.class.getClassLoader())
          .asSubclass(Converter.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(
          DELEGATE,
          name,
          "must be a converter whose jar is in the plugin folder of this one (%s)".formatted(e));
    }
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    return retry(topic, () -> "", () -> delegate.fromConnectData(topic, schema, value));
  }

  @Override
  public byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
    return retry(topic, () -> "", () -> delegate.fromConnectData(topic, headers, schema, value));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    return retry(topic, firstBytes(value), () -> delegate.toConnectData(topic, value));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    return retry(topic, firstBytes(value), () -> delegate.toConnectData(topic, headers, value));
  }

  private static Supplier<String> firstBytes(byte[] record) {
    return () ->
        record == null
            ? ", null"
            : ", %d bytes, first %s"
                .formatted(
                    record.length,
                    HexFormat.of().formatHex(record, 0, Math.min(record.length, SHOWN_BYTES)));
  }

  private <T> T retry(String topic, Supplier<String> bytes, Supplier<T> conversion) {
    boolean failedWhileRegistryAnswers = false;
    try (RegistryOutage outage = new RegistryOutage(topic, registry, sleep)) {
      while (true) {
        try {
          return conversion.get();
        } catch (RuntimeException e) {
          Optional<String> error = registryError(e);
          if (error.isPresent()) {
            outage.await(error.get());
          } else if (failedWhileRegistryAnswers) {
            throw new DataException(
                "Cannot convert the %s of a record of topic %s%s"
                    .formatted(isKey ? "key" : "value", topic, bytes.get()),
                e);
          }
          failedWhileRegistryAnswers = error.isEmpty();
        }
      }
    }
  }

  /** Why a conversion failed, if it failed because of the registry; otherwise empty. */
  private Optional<String> registryError(RuntimeException failure) {
    return isRetriable(failure) ? Optional.of(failure.toString()) : registry.error();
  }

  private static boolean isRetriable(RuntimeException failure) {
    return failure instanceof RetriableException
        || failure instanceof org.apache.kafka.common.errors.RetriableException;
  }

  @Override
  public void close() throws IOException {
    if (delegate != null) {
      delegate.close();
    }
  }
}
