package io.iotpipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.gateway.config.ConfigKeys;
import io.iotpipeline.gateway.config.GatewayConfig;
import io.iotpipeline.vertxserver.ServerKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GatewayMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicReference<GatewayConfig> started = new AtomicReference<>();

  @TempDir private Path folder;

  private int run(String... args) {
    return commandLine(GatewayMainTest.this::start).execute(args);
  }

  private int start(GatewayConfig config) {
    started.set(config);
    return 0;
  }

  private CommandLine commandLine(java.util.function.ToIntFunction<GatewayConfig> run) {
    return GatewayMain.commandLine(Map.of(), run)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  @Test
  void starts_with_its_options() {
    assertThat(run("--http-listen", "h:1", "--mqtt-listen=off", "--set", "kafka.linger.ms=9"))
        .isZero();

    assertThat(started.get().http().orElseThrow().port()).isEqualTo(1);
    assertThat(started.get().mqtt()).isEmpty();
    assertThat(started.get().kafka()).containsEntry("linger.ms", "9");
  }

  @Test
  void wrong_settings_end_with_code_2() {
    assertThat(run("--http-listen", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).startsWith("gateway: ").contains("http.listen");
    assertThat(run("--unknown")).isEqualTo(2);
    assertThat(run("--config", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(started.get()).isNull();
  }

  @Test
  void says_that_kafka_is_missing_and_what_to_do() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = socket.getLocalPort();
    }

    int code =
        commandLine(
                config -> {
                  Gateway.start(config).stop();
                  return 0;
                })
            .execute("--bootstrap-servers", "127.0.0.1:" + unused);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .contains("Kafka at bootstrap.servers=127.0.0.1:" + unused)
        .contains("does not answer")
        .contains("./pipeline up");
  }

  @Test
  void help_has_every_setting_but_no_secrets() {
    assertThat(run("--help")).isZero();

    String help = out.toString();
    for (ConfigDef.ConfigKey key : ConfigKeys.keys().definitions().configKeys().values()) {
      boolean isSecret = key.type == ConfigDef.Type.PASSWORD;
      assertThat(help.contains(ServerKeys.flag(key.name) + "="))
          .as(key.name)
          .isNotEqualTo(isSecret);
    }
    assertThat(help).contains("token").contains("Exit codes:");
  }

  @Test
  void makes_a_token_and_its_line() {
    assertThat(run("token", "hall", "--prefixes", "hall-,h/")).isZero();

    assertThat(out.toString())
        .matches("(?s)token: {3}[\\w-]{43}\\Rsenders: hall [0-9a-f]{64} hall-,h/\\R");
  }
}
