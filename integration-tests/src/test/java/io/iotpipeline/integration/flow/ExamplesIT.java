package io.iotpipeline.integration.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.InstalledTools;
import io.iotpipeline.integration.stack.Change;
import io.iotpipeline.integration.stack.SharedStack;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The programs in {@code producer/examples}, which use nothing of ours but the schema. */
@ExtendWith(SharedStack.class)
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("../producer/examples");
  private static final String SCHEMA = "../schemas/src/main/avro/SensorEvent.avsc";

  /** Debian's own: another one does not see Debian's packages. */
  private static final String PYTHON = "/usr/bin/python3";

  private final TestStack stack;

  ExamplesIT(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void a_java_program_with_a_registrys_serializer_sends_readings() throws Exception {
    sendsThreeReadings(
        "java-1",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        EXAMPLES.resolve("SendReadings.java").toString(),
        stack.pipeline().bootstrapServers(),
        stack.pipeline().registryUrl(),
        SCHEMA);
  }

  @Test
  void a_python_program_that_looks_up_the_published_schema_sends_readings() throws Exception {
    InstalledTools.need(
        canImport("confluent_kafka", "avro.schema"),
        "python3 has no confluent-kafka or avro: apt install python3-confluent-kafka python3-avro");

    sendsThreeReadings(
        "python-1",
        PYTHON,
        EXAMPLES.resolve("send_readings.py").toString(),
        stack.pipeline().bootstrapServers(),
        stack.pipeline().registryUrl() + "/apis/ccompat/v7",
        SCHEMA);
  }

  private void sendsThreeReadings(String sensor, String... command) throws Exception {
    Change change =
        stack.changeBy(() -> assertThat(output(command)).contains("sent 3 readings of " + sensor));

    assertThat(change.of("validated-events")).isEqualTo(3);
    assertThat(change.of("rejected-events")).isZero();
    assertThat(stack.verbs().succeed("query", "events", sensor, "--json")).contains("21.7");
  }

  private static boolean canImport(String... modules) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "-c", "import " + String.join(", ", modules))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
