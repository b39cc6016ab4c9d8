package io.iotpipeline.chaos.sabotage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Writes the classes that run inside a server to a jar of their own. */
final class SabotageJar {

  private SabotageJar() {}

  /**
   * @param classes simple names of classes of this package; by name, because this process cannot
   *     load them
   */
  static void write(Path jar, List<String> classes) throws IOException {
    Files.createDirectories(jar.getParent());
    String folder = SabotageJar.class.getPackageName().replace('.', '/') + "/";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String each : classes) {
        String file = each + ".class";
        try (InputStream in = SabotageJar.class.getResourceAsStream(file)) {
          if (in == null) {
            throw new IOException("no class " + folder + file);
          }
          out.putNextEntry(new JarEntry(folder + file));
          in.transferTo(out);
          out.closeEntry();
        }
      }
    }
  }
}
