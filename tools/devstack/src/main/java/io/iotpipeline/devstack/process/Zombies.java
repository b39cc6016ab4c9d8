package io.iotpipeline.devstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Processes of Linux that have ended, and that their parent has not asked for yet. The JDK takes
 * them for running. The parent of servers is the first process of the system or of the container,
 * and not each one of these asks, or asks soon.
 */
public final class Zombies {

  private static final char ZOMBIE = 'Z';

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
   * @param stat as in proc(5): number, name in parentheses, state; the name may have any characters
   */
  static boolean isZombie(String stat) {
    int state = stat.lastIndexOf(')') + 2;
    return state < stat.length() && stat.charAt(state) == ZOMBIE;
  }
}
