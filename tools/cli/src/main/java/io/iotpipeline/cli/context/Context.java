package io.iotpipeline.cli.context;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.remote.RemoteCluster;
import io.iotpipeline.admin.remote.RemoteConfig;
import io.iotpipeline.admin.status.PipelineStatus;
import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Cassandra;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What every verb is given: the checkout and the home folder that the script was called with, and
 * the pipeline that the home folder holds, which is a development stack unless {@code setup} made
 * it a remote one. Settings are read anew at each call.
 *
 * @param root the checkout
 * @param home the pipeline's folder for data, logs and settings
 * @param out results, and what people are shown
 * @param err complaints, and progress where the output is for programs
 */
public record Context(Path root, Path home, PrintStream out, PrintStream err) {

  /** From the system properties {@code pipeline.root} and {@code pipeline.home} of the script. */
  public static Context fromSystemProperties() {
    Path root = Path.of(System.getProperty("pipeline.root", "")).toAbsolutePath();
    String home = System.getProperty("pipeline.home", root.resolve(".pipeline").toString());
    return new Context(root, Path.of(home).toAbsolutePath(), System.out, System.err);
  }

  /** The pipeline, whoever runs its servers. */
  public Pipeline pipeline() {
    return isRemote()
        ? RemoteConfig.load(home).orElseThrow().pipeline(files())
        : devStack().pipeline();
  }

  /**
   * The development stack, for verbs that start, stop or look into servers.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if the home folder holds a remote
   *     pipeline
   */
  public DevStackConfig devStack() {
    return DevStackConfig.load(root, home);
  }

  public boolean isRemote() {
    return RemoteConfig.isIn(home);
  }

  /** The connectors and migrations of the checkout. */
  public DeploymentFiles files() {
    return new DeploymentFiles(root);
  }

  /** What the build made of the checkout. */
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
   * Requires all Cassandra nodes of a development stack; those of a remote pipeline report a
   * missing node themselves.
   *
   * @throws io.iotpipeline.admin.cluster.PipelineException if a node is down, with the command that
   *     starts it
   */
  public void requireAllNodes() {
    if (!isRemote()) {
      Cassandra.requireAllRunning(devStack());
    }
  }
}
