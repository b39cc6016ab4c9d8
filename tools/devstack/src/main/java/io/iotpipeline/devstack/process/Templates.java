package io.iotpipeline.devstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fills in the templates of configuration files, which are resources of this module. */
public final class Templates {

  private Templates() {}

  /** Writes resource {@code stack/<name>} with each <code>${key}</code> replaced by its value. */
  public static void write(String name, Path target, Map<String, Object> values)
      throws IOException {
    Files.writeString(target, text(name, values));
  }

  /** The text that {@link #write} writes, for a file that is more than one template. */
  public static String text(String name, Map<String, Object> values) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream("/stack/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, Object> value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue().toString());
      }
      return text;
    }
  }
}
