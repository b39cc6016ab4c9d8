package io.iotpipeline.integration.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DataStax's jar cannot be downloaded by a test, so this is a jar of the same layout. */
@DisplayName("connect/remove-converters.sh")
class RemoveConvertersTest {

  private static final String CONVERTERS =
      "META-INF/services/org.apache.kafka.connect.storage.Converter";

  @TempDir private Path folder;

  @Test
  void removes_confluents_classes_and_leaves_the_connector() throws Exception {
    Path jar = folder.resolve("kafka-connect-cassandra-sink-1.4.0.jar");
    write(jar);

    Process script =
        new ProcessBuilder(
                "sh",
                Checkout.ROOT.resolve("connect/remove-converters.sh").toString(),
                jar.toString())
            .inheritIO()
            .start();

    assertThat(script.waitFor()).isZero();
    try (JarFile left = new JarFile(jar.toFile())) {
      assertThat(left.stream().map(JarEntry::getName).filter(name -> !name.endsWith("/")))
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF", CONVERTERS, "com/datastax/oss/kafka/sink/Sink.class");
      assertThat(left.getManifest().getMainAttributes().getValue("Multi-Release"))
          .isEqualTo("true");
      assertThat(new String(left.getInputStream(left.getEntry(CONVERTERS)).readAllBytes(), UTF_8))
          .isEqualTo("org.example.Converter\n");
    }
  }

  private static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      add(out, "com/datastax/oss/kafka/sink/Sink.class", "connector");
      add(out, "io/confluent/connect/avro/AvroConverter.class", "converter");
      add(out, CONVERTERS, "io.confluent.connect.avro.AvroConverter\norg.example.Converter\n");
    }
  }

  private static void add(JarOutputStream out, String name, String content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content.getBytes(UTF_8));
    out.closeEntry();
  }
}
