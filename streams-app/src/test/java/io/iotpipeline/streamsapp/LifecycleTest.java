package io.iotpipeline.streamsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.http.HttpService;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();
  private final AtomicBoolean halted = new AtomicBoolean();
  private final MaxFailuresUncaughtExceptionHandler handler =
      new MaxFailuresUncaughtExceptionHandler(now::get, () -> halted.set(true));

  @Test
  void ten_failures_within_five_minutes_are_survived_and_the_next_is_not() {
    for (int i = 0; i < 10; i++) {
      assertThat(handler.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
    }

    assertThat(handler.handle(new IllegalStateException())).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void failures_far_apart_never_stop_the_app() {
    for (int i = 0; i < 100; i++) {
      assertThat(handler.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
      now.addAndGet(MaxFailuresUncaughtExceptionHandler.MAX_INTERVAL.toNanos() / 9);
    }
  }

  @Test
  void an_error_of_the_jvm_ends_the_process_at_once_and_an_exception_does_not() {
    handler.handle(new IllegalStateException("once"));
    assertThat(halted).isFalse();

    handler.handle(new IllegalStateException(new NoClassDefFoundError("gone")));

    assertThat(halted).isTrue();
  }

  @Test
  void an_unavailable_registry_never_stops_the_app() {
    StreamsException failure =
        new StreamsException(new RegistryUnavailableException("no answer", null));

    for (int i = 0; i < 100; i++) {
      assertThat(handler.handle(failure)).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void a_second_instance_on_the_same_directory_fails_with_the_remedy() throws IOException {
    try (StateDirLock lock = StateDirLock.acquire(folder, "app")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> StateDirLock.acquire(folder, "app"))
          .isInstanceOfSatisfying(
              StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("--state-dir");
    }
    StateDirLock.acquire(folder, "app").close();
  }

  @Test
  void a_directory_that_is_not_writable_is_reported() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> StateDirLock.acquire(file, "app"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--state-dir");
  }

  @Test
  void wrong_settings_exit_with_2_and_help_with_0() {
    assertThat(run("--no-such-key", "x")).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).startsWith("streams-app: unknown setting no.such.key");
    assertThat(run("--help")).isZero();
    assertThat(printed.toString(UTF_8)).contains("Usage: ");
  }

  @Test
  void a_missing_serializer_class_exits_with_2() {
    int exitCode =
        run(
            "--set=avro.deserializer=org.example.No",
            "--state-dir=" + folder,
            "--http-listen=127.0.0.1:0");

    assertThat(exitCode).isEqualTo(2);
    assertThat(printed.toString(UTF_8)).contains("org.example.No");
  }

  @Test
  void a_key_store_that_cannot_be_read_exits_with_2_and_without_its_password() {
    int exitCode =
        run(
            "--state-dir=" + folder,
            "--http-listen=127.0.0.1:0",
            "--http-ssl-keystore-location=" + folder.resolve("no.p12"),
            "--http-ssl-keystore-password=s3cret");

    assertThat(exitCode).isEqualTo(2);
    assertThat(printed.toString(UTF_8))
        .startsWith("streams-app: http.ssl.keystore.*: ")
        .contains(folder.resolve("no.p12").toString(), "NoSuchFileException")
        .doesNotContain("s3cret");
  }

  private int run(String... args) {
    PrintStream stream = new PrintStream(printed, true, UTF_8);
    return StreamsAppMain.run(List.of(args), Map.of(), stream, stream);
  }

  @Test
  void an_http_port_in_use_is_reported_with_key_value_and_remedy() throws IOException {
    try (HttpService taken = HttpService.bind(HttpAddress.parse("127.0.0.1:0"), HttpSecurity.OPEN);
        AppMetrics metrics = new AppMetrics("test")) {
      KafkaStreamsHolder streams = new KafkaStreamsHolder();
      Health health =
          new Health(streams, metrics.restoreProgress(), new ThreadFailures(Clock.systemUTC()));
      StreamsAppConfig config =
          new ConfigReader()
              .read(CommandLine.parse(List.of("--http-listen=" + taken.address())), Map.of());

      assertThatThrownBy(() -> HttpServerLifecycle.open(config, streams, health, metrics))
          .isInstanceOfSatisfying(
              StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
          .hasMessageContaining("http.listen=" + taken.address())
          .hasMessageContaining("--http-listen");
    }
  }
}
