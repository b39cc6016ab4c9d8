package io.iotpipeline.streamsapp;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.RegistryUnavailableException;
import io.iotpipeline.streamsapp.config.CommandLine;
import io.iotpipeline.streamsapp.config.ConfigReader;
import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.http.HttpAddress;
import io.iotpipeline.streamsapp.http.HttpService;
import io.iotpipeline.streamsapp.metrics.AppMetrics;
import io.iotpipeline.streamsapp.query.KafkaStreamsHolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

  @TempDir private Path folder;

  private final AtomicLong now = new AtomicLong();
  private final AtomicBoolean halted = new AtomicBoolean();
  private final MaxFailuresUncaughtExceptionHandler replacement =
      new MaxFailuresUncaughtExceptionHandler(now::get, () -> halted.set(true));

  @Test
  void ten_failures_within_five_minutes_are_survived_and_the_next_is_not() {
    for (int i = 0; i < 10; i++) {
      assertThat(replacement.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
    }

    assertThat(replacement.handle(new IllegalStateException())).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void failures_far_apart_are_survived_for_ever() {
    for (int i = 0; i < 100; i++) {
      assertThat(replacement.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
      now.addAndGet(MaxFailuresUncaughtExceptionHandler.WITHIN.toNanos() / 9);
    }
  }

  @Test
  void an_error_of_the_jvm_ends_the_process_at_once_and_an_exception_does_not() {
    replacement.handle(new IllegalStateException("once"));
    assertThat(halted).isFalse();

    replacement.handle(new IllegalStateException(new NoClassDefFoundError("gone")));

    assertThat(halted).isTrue();
  }

  @Test
  void a_registry_that_is_down_is_waited_for() {
    StreamsException failure =
        new StreamsException(new RegistryUnavailableException("no answer", null));

    for (int i = 0; i < 100; i++) {
      assertThat(replacement.handle(failure)).isEqualTo(REPLACE_THREAD);
    }
  }

  @Test
  void a_second_instance_on_the_same_folder_is_told_how_to_get_its_own() throws IOException {
    try (StateDirLock held = StateDirLock.hold(folder, "app")) {
      assertThat(held).isNotNull();
      assertThatThrownBy(() -> StateDirLock.hold(folder, "app"))
          .isInstanceOfSatisfying(
              StartupException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("--state-dir");
    }
    StateDirLock.hold(folder, "app").close();
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> StateDirLock.hold(file, "app"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--state-dir");
  }

  @Test
  void wrong_settings_end_with_2_and_help_with_0() {
    assertThat(StreamsAppMain.run(List.of("--no-such-key", "x"), Map.of())).isEqualTo(2);
    assertThat(StreamsAppMain.run(List.of("--help"), Map.of())).isZero();
  }

  @Test
  void a_serializer_that_is_not_there_ends_with_2() {
    List<String> args =
        List.of(
            "--set=avro.deserializer=org.example.No",
            "--state-dir=" + folder,
            "--http-listen=127.0.0.1:0");

    assertThat(StreamsAppMain.run(args, Map.of())).isEqualTo(2);
  }

  @Test
  void an_http_port_that_is_taken_is_told_with_key_value_and_remedy() throws IOException {
    try (HttpService taken = HttpService.bind(HttpAddress.parse("127.0.0.1:0"));
        AppMetrics metrics = new AppMetrics("test")) {
      KafkaStreamsHolder streams = new KafkaStreamsHolder();
      Health health = new Health(streams, metrics.restoreProgress());
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
