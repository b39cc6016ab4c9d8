package io.iotpipeline.integration.stack;

import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The producer's jar in a process of its own: it sends events, one in a hundred of them bad. */
public final class SteadyLoad implements AutoCloseable {

  /** Its last line when every event was acknowledged; its progress lines look the same. */
  private static final Pattern ALL_SENT =
      Pattern.compile("sent (\\d+), acknowledged \\1, failed 0, .*\\R?\\z");

  private final Path log;
  private final Process producer;

  /**
   * Starts it.
   *
   * @param prefix what the sensors' names begin with
   * @param rate events per second, of all sensors together
   */
  public SteadyLoad(DevStackConfig config, String prefix, int sensors, int rate)
      throws IOException {
    log = config.home().resolve("load.log");
    producer =
        new ProcessBuilder(
                JavaCommand.ofThisJvm(256)
                    .jar(
                        new BuildArtifacts(config.root()).producerJar(),
                        "simulate",
                        "--bootstrap-servers=" + config.pipeline().bootstrapServers(),
                        "--schema-registry=" + config.pipeline().registryUrl(),
                        "--prefix=" + prefix,
                        "--sensors=" + sensors,
                        "--rate=" + rate,
                        "--bad=1%"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
  }

  /**
   * Stops it.
   *
   * @return how many events it sent
   * @throws AssertionError if an event was not acknowledged, or the process had ended by itself
   */
  public long stop() throws IOException, InterruptedException {
    boolean ranTillNow = producer.isAlive();
    producer.destroy();
    producer.waitFor();
    String output = Files.readString(log);
    Matcher summary = ALL_SENT.matcher(output);
    if (!ranTillNow || !summary.find()) {
      throw new AssertionError("the load did not run until stopped and acknowledged: " + output);
    }
    return Long.parseLong(summary.group(1));
  }

  @Override
  public void close() {
    producer.destroyForcibly();
  }
}
