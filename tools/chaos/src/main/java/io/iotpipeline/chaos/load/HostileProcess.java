package io.iotpipeline.chaos.load;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.chaos.hostile.HostileKind;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The process that sends hostile records. */
public final class HostileProcess implements AutoCloseable {

  /** For a record of 300 MB, and the producer's buffer with the same. */
  private static final int HEAP_MB = 1_200;

  private final Process process;
  private final Path counts;
  private final Path log;

  private HostileProcess(Process process, Path counts, Path log) {
    this.process = process;
    this.counts = counts;
    this.log = log;
  }

  /**
   * @param rate records per second
   */
  public static HostileProcess start(
      DevStackConfig config, long seed, double rate, Collection<HostileKind> kinds)
      throws IOException {
    Path folder = Files.createDirectories(config.home().resolve("producers"));
    Path counts = folder.resolve("hostile.json");
    Path log = folder.resolve("hostile.log");
    Process process =
        new ProcessBuilder(
                JavaCommand.ofThisJvm(HEAP_MB)
                    .main(
                        System.getProperty("java.class.path"),
                        HostileMain.class.getName(),
                        config.pipeline().bootstrapServers(),
                        config.pipeline().registryUrl(),
                        String.valueOf(seed),
                        String.valueOf(rate),
                        kinds.stream().map(Enum::name).collect(Collectors.joining(",")),
                        counts.toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()))
            .start();
    return new HostileProcess(process, counts, log);
  }

  /**
   * Ends it.
   *
   * @return what became of its records, by kind
   * @throws IOException if it has failed; the message names its log
   */
  public Map<String, HostileCounts> stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("the hostile producer does not end; see " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "the hostile producer failed with exit code " + process.exitValue() + "; see " + log);
    }
    return new ObjectMapper()
        .readValue(counts.toFile(), new TypeReference<Map<String, HostileCounts>>() {});
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
