package io.iotpipeline.integration.stack;

import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A CSV file for {@code ./pipeline replay}: seven readings of two sensors, of which the fifth is
 * bad and the sixth repeats the fourth.
 */
public final class CsvFile {

  /** Rows that become events. */
  public static final int EVENTS = 6;

  /** Events with an id of their own. */
  public static final int DISTINCT = 5;

  private final Path file;
  private final Path rejects;

  /**
   * @param sensors what the names of the sensors begin with; a test class has a prefix of its own
   */
  public CsvFile(Path folder, String sensors) throws IOException {
    file = folder.resolve(sensors + ".csv");
    rejects = folder.resolve(sensors + ".rejects.csv");
    Files.writeString(
        file,
        Checkout.read("integration-tests/src/test/resources/greenhouse.csv")
            .replace(",gh-", "," + sensors + "-"));
  }

  /** Sends its readings; the same readings have the same event ids each time. */
  public void replay(Verbs verbs) {
    verbs.succeed(
        "replay",
        "--file=" + file,
        "--rejects=" + rejects,
        "--time-column=time",
        "--sensor-column=sensor");
  }

  public Path path() {
    return file;
  }

  /** Where the bad row goes. */
  public Path rejects() {
    return rejects;
  }
}
