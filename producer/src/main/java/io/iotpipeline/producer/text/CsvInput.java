package io.iotpipeline.producer.text;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file or of standard input, which can be read several times. What gzip or zstd has
 * compressed is decompressed; recognized by the first bytes, not by the name.
 */
public final class CsvInput implements AutoCloseable {

  /** Stands for standard input where a file is expected. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b52ffd;

  private final String name;
  private final Path file;
  private final boolean temporary;

  private CsvInput(String name, Path file, boolean temporary) {
    this.name = name;
    this.file = file;
    this.temporary = temporary;
  }

  /**
   * @param file {@link #STANDARD_INPUT} is copied to a temporary file first
   * @throws CsvException if the file cannot be opened
   */
  public static CsvInput open(Path file) {
    if (file.equals(STANDARD_INPUT)) {
      return copy("standard input", System.in);
    }
    CsvInput input = new CsvInput(file.toString(), file, false);
    try (InputStream unused = input.bytes()) {
      return input;
    } catch (IOException e) {
      throw new CsvException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param name names the bytes in error messages
   */
  public static CsvInput copy(String name, InputStream bytes) {
    try {
      Path copy = Files.createTempFile("replay", ".csv");
      Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
      return new CsvInput(name, copy, true);
    } catch (IOException e) {
      throw new CsvException("cannot copy " + name + " to a temporary file: " + e, e);
    }
  }

  /** Names the input in messages. */
  public String name() {
    return name;
  }

  /** The decompressed bytes from the first one on. The caller closes them. */
  InputStream bytes() throws IOException {
    InputStream bytes = new BufferedInputStream(open(), 64 * 1024);
    bytes.mark(Integer.BYTES);
    byte[] first = bytes.readNBytes(Integer.BYTES);
    bytes.reset();
    int magic = 0;
    for (byte b : first) {
      magic = (magic << 8) | (b & 0xff);
    }
    try {
      if (first.length == Integer.BYTES && magic >>> 16 == GZIP_MAGIC) {
        return new GZIPInputStream(bytes, 64 * 1024);
      }
      return magic == ZSTD_MAGIC ? new ZstdInputStream(bytes).setContinuous(false) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private InputStream open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    }
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete " + file, e);
      }
    }
  }
}
