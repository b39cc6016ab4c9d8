package io.iotpipeline.connect.converter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingConverterTest {

  private static final SchemaAndValue CONVERTED = new SchemaAndValue(null, "converted");

  /** The pauses that the converter has made. */
  private final List<Duration> pauses = new ArrayList<>();

  /** What the next conversions throw; after them, conversions succeed. */
  private final Deque<RuntimeException> failures = new ArrayDeque<>();

  private int conversions;
  private boolean registryAnswers = true;

  /** After so many pauses the registry answers again. */
  private int pausesUntilRegistryIsBack = Integer.MAX_VALUE;

  private final Converter converter =
      new RetryingConverter(new Delegate(), this::registryError, this::pause);

  private final class Delegate implements Converter {

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
      convert();
      return new byte[] {1};
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
      convert();
      return CONVERTED;
    }

    private void convert() {
      conversions++;
      if (!failures.isEmpty()) {
        throw failures.pop();
      }
    }
  }

  private Optional<RegistryError> registryError() {
    return registryAnswers
        ? Optional.empty()
        : Optional.of(RegistryError.noAnswer("Connection refused"));
  }

  private void pause(Duration duration) throws InterruptedException {
    pauses.add(duration);
    if (pauses.size() >= pausesUntilRegistryIsBack) {
      registryAnswers = true;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  @Test
  void a_conversion_waits_until_the_registry_is_back() {
    registryAnswers = false;
    pausesUntilRegistryIsBack = 8;
    failures.add(new IllegalStateException("no schema"));

    SchemaAndValue value = converter.toConnectData("t", new byte[0]);

    assertThat(value).isEqualTo(CONVERTED);
    assertThat(conversions).isEqualTo(2);
    assertThat(pauses)
        .hasSize(8)
        .startsWith(Duration.ofMillis(200), Duration.ofMillis(400))
        .endsWith(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @Test
  void a_source_waits_too() {
    registryAnswers = false;
    pausesUntilRegistryIsBack = 1;
    failures.add(new IllegalStateException("no schema"));

    assertThat(converter.fromConnectData("t", null, "value")).hasSize(1);
  }

  @Test
  void a_record_that_cannot_be_converted_fails_while_the_registry_answers() {
    DataException failure = new DataException("Unknown magic byte!");
    failures.add(new DataException("Unknown magic byte!"));
    failures.add(failure);

    assertThatThrownBy(() -> converter.toConnectData("t", "poison".getBytes(UTF_8)))
        .isInstanceOf(DataException.class)
        .hasMessage("Cannot convert the value of a record of topic t, 6 bytes, first 706f69736f6e")
        .hasCause(failure);
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_registry_that_is_back_before_it_is_asked_fails_no_record() {
    failures.add(new IllegalStateException("no schema"));

    assertThat(converter.toConnectData("t", new byte[0])).isEqualTo(CONVERTED);
  }

  /** The registry answers when it is asked, and not when the delegate needs it. */
  @Test
  void an_outage_between_two_failures_starts_the_count_again() {
    registryAnswers = false;
    pausesUntilRegistryIsBack = 1;
    failures.add(new IllegalStateException("the registry is away"));
    failures.add(new IllegalStateException("it came back after this request"));

    assertThat(converter.toConnectData("t", new byte[0])).isEqualTo(CONVERTED);
  }

  @Test
  void a_bad_record_fails_after_the_outage() {
    registryAnswers = false;
    pausesUntilRegistryIsBack = 3;
    for (int attempt = 0; attempt < 3; attempt++) {
      failures.add(new DataException("attempt " + attempt));
    }

    assertThatThrownBy(() -> converter.toConnectData("t", new byte[0]))
        .hasRootCauseMessage("attempt 2");
  }

  @Test
  void retriable_failures_are_repeated_although_the_registry_answers() {
    failures.add(new RetriableException("Connect's"));
    failures.add(new NetworkException("Kafka's"));
    failures.add(new RetriableException("again"));

    assertThat(converter.toConnectData("t", new byte[0])).isEqualTo(CONVERTED);
    assertThat(pauses).hasSize(3);
  }

  /** Named as that of Apicurio's client. */
  private static final class NotAuthorizedException extends RuntimeException {}

  static Stream<RuntimeException> refusals() {
    return Stream.of(
        new NotAuthorizedException(),
        new DataException("no schema", new NotAuthorizedException()),
        new DataException("no schema", new IOException("Unauthorized; error code: 401")),
        new DataException("no schema", new IOException("User is denied; error code: 40301")));
  }

  /** Its login can be wrong although that of the probe is right. */
  @ParameterizedTest
  @MethodSource("refusals")
  void a_refused_login_of_the_called_converter_blames_no_record(RuntimeException refusal) {
    for (int attempt = 0; attempt < 3; attempt++) {
      failures.add(refusal);
    }

    try (CapturedLog log = new CapturedLog()) {
      assertThat(converter.toConnectData("t", new byte[0])).isEqualTo(CONVERTED);

      assertThat(pauses).hasSize(3);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("refuses the login of the worker", "the called converter reports");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Schema 7 not found; error code: 40403", "error code: 401 of a device"})
  void other_errors_of_the_called_converter_are_no_refusals(String message) {
    failures.add(new DataException(message));
    failures.add(new DataException(message));

    assertThatThrownBy(() -> converter.toConnectData("t", new byte[0]))
        .isInstanceOf(DataException.class);
  }

  /** Connect would tolerate an exception, and send the record to the dead letter queue. */
  @Test
  void an_interrupt_ends_the_wait_and_no_exception_blames_the_record() {
    registryAnswers = false;
    failures.add(new IllegalStateException("no schema"));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> converter.toConnectData("t", new byte[0]))
        .isInstanceOf(Error.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void the_number_of_waiting_tasks_is_a_metric() throws Exception {
    WaitingTasks.register();
    List<Object> seen = new ArrayList<>();
    registryAnswers = false;
    failures.add(new IllegalStateException("no schema"));
    Converter observed =
        new RetryingConverter(
            new Delegate(),
            this::registryError,
            duration -> {
              seen.add(waitingTasks());
              registryAnswers = true;
            });

    observed.toConnectData("t", new byte[0]);

    assertThat(seen).containsExactly(1);
    assertThat(waitingTasks()).isEqualTo(0);
  }

  private static Object waitingTasks() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .getAttribute(new ObjectName(WaitingTasks.NAME), "WaitingTasks");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Remembers what it is given. */
  public static final class Configured implements Converter {

    private static Map<String, ?> configs;
    private static boolean isKey;

    @Override
    public void configure(Map<String, ?> given, boolean key) {
      configs = given;
      isKey = key;
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
      return new byte[0];
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
      return CONVERTED;
    }
  }

  @Test
  void the_other_converter_gets_all_settings() throws Exception {
    Map<String, String> configs =
        Map.of(
            "delegate.converter", Configured.class.getName(),
            "registry.probe.url", "http://127.0.0.1:1/subjects",
            "registry.probe.authorization", "Bearer abc",
            "schema.registry.url", "http://127.0.0.1:1");

    try (RetryingConverter configured = new RetryingConverter()) {
      configured.configure(configs, true);

      assertThat(configured.toConnectData("t", new byte[0])).isEqualTo(CONVERTED);
    }
    assertThat(Configured.configs).isEqualTo(configs);
    assertThat(Configured.isKey).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "delegate.converter, org.example.None, delegate.converter",
    "delegate.converter, java.lang.String, delegate.converter",
    "registry.probe.url, localhost:8081, registry.probe.url",
    "registry.probe.url, file:/etc/passwd, registry.probe.url",
    "registry.probe.url, '', registry.probe.url",
    "registry.probe.url, http://schema_registry/subjects, without underscores",
  })
  void a_wrong_setting_is_named(String key, String value, String named) throws Exception {
    Map<String, String> configs =
        new HashMap<>(
            Map.of(
                "delegate.converter",
                Configured.class.getName(),
                "registry.probe.url",
                "http://127.0.0.1:1/subjects"));
    configs.put(key, value);

    try (RetryingConverter configured = new RetryingConverter()) {
      assertThatThrownBy(() -> configured.configure(configs, false))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(named);
    }
  }
}
