package io.iotpipeline.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingArgumentsTest {

  @TempDir private Path home;

  private Context context;

  @BeforeEach
  void context() {
    context = new Context(home, home, System.out, System.err);
  }

  @Test
  void the_address_of_the_gateway_is_that_of_the_stack() {
    assertThat(complete("--via", "http", "--rate=5"))
        .containsExactly("--via", "http", "--rate=5", "--gateway=http://127.0.0.1:8094");
    assertThat(complete("--via=mqtt"))
        .containsExactly("--via=mqtt", "--gateway=mqtt://127.0.0.1:1883");
    new DevStackConfig(home, home, Ports.DEFAULT).withSecure(true).save();
    assertThat(complete("--via=mqtt")).contains("--gateway=mqtts://127.0.0.1:1883");
  }

  @Test
  void without_a_gateway_nothing_is_added() {
    assertThat(complete("--rate=5")).containsExactly("--rate=5");
    assertThat(complete("--via=kafka")).containsExactly("--via=kafka");
    assertThat(complete("--via=http", "--gateway", "http://a:1"))
        .containsExactly("--via=http", "--gateway", "http://a:1");
  }

  @Test
  void a_stack_without_gateway_names_the_remedy() {
    new DevStackConfig(home, home, Ports.DEFAULT).withGateway(false).save();

    assertThatThrownBy(() -> complete("--via=http"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("./pipeline up --gateway");
  }

  private List<String> complete(String... args) {
    return new SendingArguments(List.of(args)).complete(context);
  }
}
