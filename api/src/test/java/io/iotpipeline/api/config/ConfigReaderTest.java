package io.iotpipeline.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.vertxserver.ListenAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

  @TempDir private Path folder;

  private static ApiConfig read(Map<String, String> options) {
    return new ConfigReader().read(null, Map.of(), options);
  }

  @Test
  void reads_the_pipeline_of_this_machine_by_default() {
    ApiConfig config = read(Map.of());

    assertThat(config.http()).isEqualTo(new ListenAddress("127.0.0.1", 8095));
    assertThat(config.streamsApps()).containsExactly(URI.create("http://localhost:8090"));
    assertThat(config.connect()).contains(URI.create("http://localhost:8083"));
    assertThat(config.gateway()).isEmpty();
    assertThat(config.cassandraNodes()).containsExactly("127.0.0.1:9042");
    assertThat(config.readToken()).isEmpty();
    assertThat(config.replayAccess()).isEqualTo(ApiConfig.ReplayAccess.OPEN);
    assertThat(config.limits())
        .isEqualTo(
            new ApiConfig.Limits(1_000_000, Runtime.getRuntime().maxMemory() / 3, 2_000, 32, 500));
    assertThat(config.kafka()).containsEntry("bootstrap.servers", "localhost:9092");
  }

  @Test
  void options_come_before_the_environment_and_that_before_the_file() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("api.properties"),
            "http.listen=a:1\nmax.sensors=5\nregister.bytes=8\nmax.queries=6\nstreams.app.urls=http://a:1,http://b:2\n");

    ApiConfig config =
        new ConfigReader()
            .read(
                file,
                Map.of("API_HTTP_LISTEN", "b:1", "API_MAX_QUERIES", "7"),
                Map.of("http.listen", "c:1"));

    assertThat(config.http()).isEqualTo(new ListenAddress("c", 1));
    assertThat(config.limits().sensors()).isEqualTo(5);
    assertThat(config.limits().registerBytes()).isEqualTo(8);
    assertThat(config.limits().queries()).isEqualTo(7);
    assertThat(config.streamsApps()).hasSize(2);
  }

  @Test
  void the_file_may_be_that_for_all_parts() throws IOException {
    Files.writeString(folder.resolve("token"), "t1\n");
    Path file =
        Files.writeString(
            folder.resolve("pipeline.properties"),
            """
            kafka.security.protocol=SSL
            registry.bearer.auth.token=r1
            connect.basic.auth.user.info=u:p
            cassandra.advanced.auth-provider.class=PlainTextAuthProvider
            cassandra.advanced.auth-provider.password=c1
            connector.x=y
            http.read.token=${directory:%s:token}
            http.replay.token=p1
            http.advertised=app:8090
            http.ssl.truststore.location=x
            streams.app.bearer.auth.token=s1
            """
                .formatted(folder));

    ApiConfig config = new ConfigReader().read(file, Map.of(), Map.of());

    assertThat(config.kafka()).containsEntry("security.protocol", "SSL");
    assertThat(config.avro()).containsEntry("schema.registry.bearer.auth.token", "r1");
    assertThat(config.remotes().get("connect.")).containsEntry("basic.auth.user.info", "u:p");
    assertThat(config.remotes().get("streams.app.")).containsEntry("bearer.auth.token", "s1");
    assertThat(config.cassandra()).containsEntry("advanced.auth-provider.password", "c1");
    assertThat(config.readToken()).contains(new Password("t1"));
    assertThat(config.replayToken()).contains(new Password("p1"));
    assertThat(config.replayAccess()).isEqualTo(ApiConfig.ReplayAccess.TOKEN);
    assertThat(config.toString()).doesNotContain("t1", "p1", "c1", "s1", "r1");
  }

  @Test
  void a_token_to_read_alone_lets_nobody_replay() {
    assertThat(read(Map.of("http.read.token", "t")).replayAccess())
        .isEqualTo(ApiConfig.ReplayAccess.CLOSED);
  }

  @ParameterizedTest
  @CsvSource({
    "http.listen, 8095",
    "max.sensors, 0",
    "connect.url, ftp://a",
    "connect.url, http://u:p@a",
    "streams.app.urls, nonsense",
    "unknown.key, 1",
    "http.ssl.keystore.type, PEM"
  })
  void an_invalid_setting_is_named(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key.equals("http.ssl.keystore.type") ? "http.ssl.keystore" : key);
  }
}
