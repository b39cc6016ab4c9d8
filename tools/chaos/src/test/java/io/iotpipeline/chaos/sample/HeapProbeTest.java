package io.iotpipeline.chaos.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HeapProbeTest {

  private static final int KEPT_MB = 20;
  private static final int GARBAGE_MB = 60;

  /** Keeps some memory, drops more, and waits for the end of its input. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      byte[] kept = new byte[KEPT_MB << 20];
      byte[] dropped = new byte[GARBAGE_MB << 20];
      System.out.write(dropped.length > kept.length ? 'x' : kept[0]);
      System.out.flush();
      dropped = null;
      System.exit(System.in.read() + kept[0] > 0 ? 1 : 0);
    }
  }

  @Test
  void only_what_is_in_use_counts() throws IOException {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('x');
      Sample.Heap heap = HeapProbe.collect(holder.pid());
      assertThat(heap.liveKb()).isBetween(KEPT_MB * 1024L, (KEPT_MB + 20) * 1024L);
      assertThat(heap.committedKb()).isBetween(100 * 1024L, 128 * 1024L);
    } finally {
      holder.destroy();
    }
  }
}
