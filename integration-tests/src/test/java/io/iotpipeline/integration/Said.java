package io.iotpipeline.integration;

import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.cli.context.Context;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a verb said and ended with.
 *
 * @param text what it printed, on both streams; what nodetool and the servers print goes past it
 */
record Said(int code, String text) {

  /** Runs a verb with this process's output. */
  static int run(String... args) {
    return by(args).code();
  }

  static Said by(String... args) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    Path root = Path.of(System.getProperty("pipeline.root"));
    Path home = Path.of(System.getProperty("pipeline.home"));
    int code = PipelineMain.run(new Context(root, home, both, both), args);
    String text = said.toString(StandardCharsets.UTF_8);
    System.out.println(String.join(" ", args) + ": " + code + "\n" + text);
    return new Said(code, text);
  }
}
