package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsAppTest {

  @TempDir private Path home;

  @BeforeEach
  void the_app_is_built() throws Exception {
    Path jar = home.resolve("streams-app/target/streams-app.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
  }

  @Test
  void instances_have_different_names_state_folders_and_addresses() {
    List<StreamsApp> apps = apps(3);

    assertThat(apps)
        .extracting(StreamsApp::name)
        .containsExactly("streams-app-1", "streams-app-2", "streams-app-3");
    assertThat(apps)
        .extracting(app -> following(app, "--state-dir"))
        .containsExactly(
            home.resolve("streams-app-1/state").toString(),
            home.resolve("streams-app-2/state").toString(),
            home.resolve("streams-app-3/state").toString());
    assertThat(apps)
        .extracting(app -> following(app, "--http-listen"))
        .containsExactly("127.0.0.1:8090", "127.0.0.1:8091", "127.0.0.1:8092");
  }

  @Test
  void several_instances_have_one_standby_replica() {
    assertThat(apps(2))
        .allSatisfy(app -> assertThat(following(app, "--num-standby-replicas")).isEqualTo("1"));
  }

  @Test
  void a_single_instance_has_no_standby_replica() {
    assertThat(apps(1).get(0).command()).doesNotContain("--num-standby-replicas");
  }

  @Test
  void a_third_instance_leaves_the_commands_of_the_first_two_unchanged() {
    assertThat(apps(3).subList(0, 2))
        .extracting(StreamsApp::command)
        .isEqualTo(apps(2).stream().map(StreamsApp::command).toList());
  }

  @Test
  void client_ids_begin_with_the_name_of_the_instance() {
    assertThat(apps(2).get(1).command()).contains("kafka.client.id=streams-app-2");
  }

  @Test
  void an_instance_that_is_not_ready_says_why() throws Exception {
    assertThat(
            StreamsApp.notReady(
                """
                {"state":"REBALANCING","live":true,"ready":false,"threads":[],
                 "restoring":[{"store":"sensors","partition":1,"remaining":70},
                              {"store":"sensors","partition":2,"remaining":30}]}
                """))
        .isEqualTo("REBALANCING, 100 records to restore");
    assertThat(
            StreamsApp.notReady(
                """
                {"state":"RUNNING","live":true,"ready":false,"threads":[],"restoring":[],
                 "thread_failures":{"count":3,"last":"2026-03-01T10:00:00Z","error":"IOException: no"}}
                """))
        .isEqualTo(
            "RUNNING, 3 failures of stream threads within 5 minutes, the last at"
                + " 2026-03-01T10:00:00Z: IOException: no");
  }

  private List<StreamsApp> apps(int count) {
    Ports ports = Ports.DEFAULT.withStreamsApps(count, port -> true);
    return StreamsApp.all(new DevStackConfig(home, home, ports));
  }

  private static String following(StreamsApp app, String flag) {
    List<String> command = app.command();
    return command.get(command.indexOf(flag) + 1);
  }
}
