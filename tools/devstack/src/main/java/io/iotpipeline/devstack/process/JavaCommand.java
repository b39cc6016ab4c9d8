package io.iotpipeline.devstack.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the command line of a JVM. */
public final class JavaCommand {

  /** The first version that warns of native code and of sun.misc.Unsafe, both in libraries. */
  private static final int WARNS_SINCE = 24;

  private final List<String> command = new ArrayList<>();

  private JavaCommand(Path java, int heapMb) {
    command.add(java.toString());
    command.add("-Xmx" + heapMb + "m");
    // On a small heap and few cores the serial collector has the least memory overhead.
    command.add("-XX:+UseSerialGC");
    // Seven JVMs start at once, and a third of what they do then is to compile what runs only then.
    command.add("-XX:CompileThresholdScaling=3");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Dfile.encoding=UTF-8");
  }

  /** A command that runs the same JDK as this process. */
  public static JavaCommand ofThisJvm(int heapMb) {
    JavaCommand command =
        new JavaCommand(Path.of(System.getProperty("java.home"), "bin", "java"), heapMb);
    return Runtime.version().feature() < WARNS_SINCE
        ? command
        : command.options(
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
  }

  public static JavaCommand of(Path javaHome, int heapMb) {
    return new JavaCommand(javaHome.resolve("bin").resolve("java"), heapMb);
  }

  public JavaCommand options(List<String> options) {
    command.addAll(options);
    return this;
  }

  public JavaCommand property(String name, Object value) {
    command.add("-D" + name + "=" + value);
    return this;
  }

  public List<String> main(String classPath, String mainClass, String... args) {
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(args));
    return List.copyOf(command);
  }

  public List<String> jar(Path jar, String... args) {
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(args));
    return List.copyOf(command);
  }
}
