package io.iotpipeline.connect.converter;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Passes all calls to another converter, and waits while the schema registry does not answer, or
 * refuses the login of the worker. A task that starts without the registry therefore continues by
 * itself, instead of failing for good.
 *
 * <p>If a conversion fails, this class asks the registry. If it cannot be used, the conversion is
 * repeated when it can, without end. If it answers, the conversion is repeated once, because the
 * registry may have come back just now; a second failure is the record's, and a DataException names
 * topic and first bytes of the record. Retriable exceptions, and those that say that the registry
 * refuses the login, are repeated in any case. An interrupt, which Connect sends when the worker
 * stops, ends the wait with a {@link WaitInterruptedError}.
 *
 * <p>Not thread-safe, like any converter.
 */
public final class RetryingConverter implements Converter, Versioned {

  private static final int SHOWN_BYTES = 16;

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
    return ConverterConfig.DEFINITION;
  }

  /**
   * @throws ConfigException if a setting is missing or unusable; the message names it
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    this.isKey = isKey;
    ConverterConfig config = new ConverterConfig(configs);
    registry = config.probe();
    delegate = instance(config.delegate());
    delegate.configure(configs, isKey);
    WaitingTasks.register();
  }

  private static Converter instance(String name) {
    try {
      return Class.forName(name, true, RetryingConverter.class.getClassLoader())
          .asSubclass(Converter.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(
          ConverterConfig.DELEGATE,
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
          Optional<RegistryError> error = registryError(e);
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
  private Optional<RegistryError> registryError(RuntimeException failure) {
    return DelegateFailure.registryError(failure).or(registry::error);
  }

  @Override
  public void close() throws IOException {
    if (registry != null) {
      registry.close();
    }
    if (delegate != null) {
      delegate.close();
    }
  }
}
