package io.iotpipeline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.api.config.ApiConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ApiMainTest {

  private final List<ApiConfig> started = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commandLine =
        ApiMain.commandLine(
            Map.of(),
            config -> {
              started.add(config);
              return 0;
            });
    return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @Test
  void options_are_settings() {
    assertThat(run("--http-listen", "127.0.0.1:1", "--set", "kafka.client.id=x")).isZero();

    assertThat(started.get(0).http().port()).isEqualTo(1);
    assertThat(started.get(0).kafka()).containsEntry("client.id", "x");
  }

  @Test
  void help_has_all_settings_but_passwords() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("--max-sensors", "--streams-app-urls")
        .doesNotContain("-token");
    assertThat(started).isEmpty();
  }

  @Test
  void an_invalid_setting_ends_with_2() {
    assertThat(run("--max-sensors", "x")).isEqualTo(2);
    assertThat(err.toString()).startsWith("api: ").contains("max.sensors");
  }

  @Test
  void it_starts_while_all_other_servers_are_away_and_stops() {
    Api api =
        Api.start(
            new io.iotpipeline.api.config.ConfigReader()
                .read(
                    null,
                    Map.of(),
                    Map.of(
                        "http.listen", "127.0.0.1:0",
                        "bootstrap.servers", "127.0.0.1:1",
                        "schema.registry.url", "http://127.0.0.1:1",
                        "connect.url", "http://127.0.0.1:1",
                        "streams.app.urls", "http://127.0.0.1:1",
                        "cassandra.contact.points", "127.0.0.1:1")));

    assertThat(api.port()).isPositive();
    assertThat(api.waitingFor()).hasSize(4);
    api.stop();
  }
}
