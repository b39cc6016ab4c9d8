package io.iotpipeline.devstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Processes of Linux that have ended, and that their parent has not asked for yet. The JDK takes
 * them for running. The parent of servers is the first process of the system or of the container,
 * and not each one of these asks, or asks soon.
 */
public final class Zombies {

  private static final Pattern SPACES = Pattern.compile(" ");

  /** The number of threads, counted from the state. */
  private static final int THREADS = 17;

  private Zombies() {}

  /** False also if the system cannot say it. */
  public static boolean isZombie(ProcessHandle process) {
    try {
      return isZombie(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat")));
    } catch (IOException e) {
      return false; // ended, or not Linux
    }
  }

  /**
   * The first thread of a process can be a zombie while others still end; until then its ports are
   * in use.
   *
   * @param stat as in proc(5): number, name in parentheses, state, 16 others, number of threads;
   *     the name may have any characters
   */
  static boolean isZombie(String stat) {
    List<String> fields =
        SPACES.splitAsStream(stat.substring(stat.lastIndexOf(')') + 1).strip()).toList();
    return fields.size() > THREADS && fields.get(0).equals("Z") && fields.get(THREADS).equals("1");
  }
}
