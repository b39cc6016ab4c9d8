package io.iotpipeline.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of the console, from the class path, all in memory: a path of a client is only looked
 * up among their names, and never opened.
 */
final class StaticFiles {

  private static final String INDEX = "/index.html";

  /** Nothing from elsewhere, no code in the page, no page around it. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, StaticFile> files;

  /**
   * A file.
   *
   * @param packed with gzip; null if that is not smaller
   * @param tag of its content
   */
  record StaticFile(String type, Buffer content, Buffer packed, String tag) {}

  StaticFiles(Map<String, StaticFile> files) {
    this.files = Map.copyOf(files);
  }

  /**
   * Reads all files below a folder of the class path.
   *
   * @param folder such as {@code /console}; if it does not exist, there are no files
   */
  static StaticFiles load(String folder) {
    URL root = StaticFiles.class.getResource(folder);
    if (root == null) {
      return new StaticFiles(Map.of());
    }
    try {
      URI uri = root.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of the jar
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static StaticFiles read(Path folder) throws IOException {
    Map<String, StaticFile> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = "/" + folder.relativize(path).toString().replace('\\', '/');
        files.put(name, file(name, Files.readAllBytes(path)));
      }
    }
    return new StaticFiles(files);
  }

  private static StaticFile file(String name, byte[] content) throws IOException {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return new StaticFile(
        TYPES.getOrDefault(ending, "application/octet-stream"),
        Buffer.buffer(content),
        packed.size() < content.length ? Buffer.buffer(packed.toByteArray()) : null,
        tag(content));
  }

  private static String tag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  Optional<StaticFile> find(String path) {
    return Optional.ofNullable(files.get(path.equals("/") ? INDEX : path));
  }

  Answer answer(StaticFile file, HttpServerRequest request) {
    boolean packed =
        file.packed() != null && takesGzip(request.headers().getAll("Accept-Encoding"));
    boolean isKnown =
        request.headers().getAll("If-None-Match").stream()
            .anyMatch(tags -> tags.contains(file.tag()));
    Answer answer =
        isKnown
            ? Answer.empty(304)
            : new Answer(200, file.type(), packed ? file.packed() : file.content(), Map.of());
    Answer headed =
        answer
            .with("ETag", "W/" + file.tag()) // weak: the packed form has the same
            .with("Cache-Control", "no-cache") // ask each time; the tag makes that cheap
            .with("Vary", "Accept-Encoding")
            .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            .with("Referrer-Policy", "no-referrer");
    return packed && !isKnown ? headed.with("Content-Encoding", "gzip") : headed;
  }

  private static boolean takesGzip(List<String> encodings) {
    return encodings.stream().anyMatch(each -> each.contains("gzip") && !each.contains("gzip;q=0"));
  }
}
