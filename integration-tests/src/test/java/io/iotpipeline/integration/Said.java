package io.iotpipeline.integration;

import io.iotpipeline.cli.PipelineMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a verb said and ended with.
 *
 * @param text what it printed, on both streams; what nodetool and the servers print goes past it
 */
record Said(int code, String text) {

  static Said by(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
    int code;
    try {
      code = PipelineMain.run(args);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    String text = said.toString(StandardCharsets.UTF_8);
    System.out.println(String.join(" ", args) + ": " + code + "\n" + text);
    return new Said(code, text);
  }
}
