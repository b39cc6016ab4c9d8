package io.iotpipeline.cli.context;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.remote.RemoteCluster;
import io.iotpipeline.admin.remote.RemoteConfig;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.producer.terminal.WordWrap;
import io.iotpipeline.schemas.BrokerProbe;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a verb works with: the checkout, the home folder, the output streams, and the pipeline that
 * the home folder belongs to. That pipeline is a development stack, unless {@code setup} has saved
 * a remote one. Each call reads the saved settings again.
 *
 * @param root the checkout
 * @param home folder of the pipeline's data, logs and settings
 * @param out results and progress for people
 * @param err error messages, and progress of verbs whose result other programs read
 * @param columns width of the terminal that {@code out} is; 0 if it is none
 */
public record Context(Path root, Path home, PrintStream out, PrintStream err, int columns) {

  /** With output that is not a terminal. */
  public Context(Path root, Path home, PrintStream out, PrintStream err) {
    this(root, home, out, err, 0);
  }

  /**
   * From the system properties that the script sets: {@code pipeline.root}, {@code pipeline.home}
   * and {@code pipeline.columns}. The script asks for the terminal, because {@code
   * System.console()} does not answer in the same way before and after Java 22, and knows no width.
   */
  public static Context fromSystemProperties() {
    Path root = Path.of(System.getProperty("pipeline.root", "")).toAbsolutePath();
    String home = System.getProperty("pipeline.home", root.resolve(".pipeline").toString());
    int columns = Integer.getInteger("pipeline.columns", 0);
    return new Context(
        root,
        Path.of(home).toAbsolutePath(),
        WordWrap.on(System.out, columns),
        WordWrap.on(System.err, columns),
        columns);
  }

  /** Whether {@code out} is a terminal, which can redraw a line. */
  public boolean isTerminal() {
    return columns > 0;
  }

  /** The pipeline of the home folder: the development stack or the remote one. */
  public Pipeline pipeline() {
    return isRemote()
        ? RemoteConfig.load(home).orElseThrow().pipeline(files(), home)
        : devStack().pipeline();
  }

  /** The pipeline as devices see it, for verbs that send like them. */
  public Pipeline devicePipeline() {
    return isRemote() ? pipeline() : devStack().pipeline(Identity.DEVICE);
  }

  /**
   * The pipeline, for verbs that use Kafka.
   *
   * @throws PipelineException if no broker accepts a connection
   */
  public Pipeline pipelineWithKafka() {
    Pipeline pipeline = pipeline();
    BrokerProbe.problem(pipeline.kafkaSettings(Map.of()))
        .ifPresent(
            problem -> {
              throw new PipelineException(
                  "Kafka does not answer at %s: %s. %s"
                      .formatted(
                          pipeline.bootstrapServers(),
                          problem,
                          isRemote()
                              ? "Start it, or give setup its address"
                              : "./pipeline up starts it"));
            });
    BrokerProbe.tlsProblem(pipeline.kafkaSettings(Map.of()))
        .ifPresent(
            problem -> {
              throw new PipelineException(
                  "Kafka at %s: %s".formatted(pipeline.bootstrapServers(), problem));
            });
    return pipeline;
  }

  /**
   * The development stack, for verbs that start, stop or inspect servers.
   *
   * @throws PipelineException if the home folder holds a remote pipeline
   */
  public DevStackConfig devStack() {
    return DevStackConfig.load(root, home);
  }

  /** Whether the home folder belongs to a remote pipeline. */
  public boolean isRemote() {
    return RemoteConfig.isIn(home);
  }

  /** Connector files and migrations of the checkout. */
  public DeploymentFiles files() {
    return new DeploymentFiles(root);
  }

  /** What the build has produced in the checkout. */
  public BuildArtifacts artifacts() {
    return new BuildArtifacts(root);
  }

  /** The state of all servers, of the streams app's threads and of the connectors. */
  public PipelineStatus status() {
    return PipelineStatus.of(
        pipeline(),
        isRemote()
            ? new RemoteCluster(pipeline(), err).services()
            : new DevStack(devStack(), err).services());
  }

  /**
   * Checks that all Cassandra nodes of a development stack run. Does nothing for a remote pipeline,
   * where reading reports the missing node.
   *
   * @throws PipelineException if a node is down; the message gives the command that starts it
   */
  public void requireAllNodes() {
    if (!isRemote()) {
      Cassandra.requireAllRunning(devStack());
    }
  }
}
