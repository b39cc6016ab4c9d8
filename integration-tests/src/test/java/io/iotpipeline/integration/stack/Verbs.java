package io.iotpipeline.integration.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.cli.PipelineMain;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.integration.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The verbs of {@code ./pipeline} for one home folder. They run in this JVM, with output streams of
 * their own. Programs that a verb starts, such as {@code nodetool} or Kafka's tools, may print past
 * these streams.
 */
public final class Verbs {

  /**
   * @param code the verb's exit code
   * @param text what it printed, on both streams
   */
  public record Result(int code, String text) {}

  private final Path root;
  private final Path home;

  public Verbs(Path home) {
    this(Checkout.ROOT, home);
  }

  /**
   * @param root a checkout that is not this one
   */
  public Verbs(Path root, Path home) {
    this.root = root;
    this.home = home;
  }

  /** Runs a verb and prints what it did, so that the output of a failed test shows it. */
  public Result run(String... args) {
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(captured, true, StandardCharsets.UTF_8);
    long started = System.nanoTime();
    int code = PipelineMain.run(new Context(root, home, both, both), args);
    String text = captured.toString(StandardCharsets.UTF_8);
    TestLog.print(
        "./pipeline %s: exit code %d after %.1f s%n%s"
            .formatted(String.join(" ", args), code, TestLog.secondsSince(started), text));
    return new Result(code, text);
  }

  /** Runs a verb that must succeed, and returns what it printed. */
  public String succeed(String... args) {
    Result result = run(args);
    assertThat(result.code()).as("exit code of %s: %s", args[0], result.text()).isZero();
    return result.text();
  }

  /**
   * Runs a verb until it succeeds, and returns what it printed. For {@code status}: an instance of
   * the streams app that was ready can rebalance again when another one joins or leaves.
   */
  public String awaitSuccess(String... args) {
    return Waits.await("success of " + String.join(" ", args))
        .until(() -> run(args), result -> result.code() == 0)
        .text();
  }

  /** Runs a verb that must succeed and prints one JSON document. */
  public JsonNode json(String... args) throws IOException {
    return new ObjectMapper().readTree(succeed(args));
  }
}
