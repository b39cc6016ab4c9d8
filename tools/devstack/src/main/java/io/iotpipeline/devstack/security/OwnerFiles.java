package io.iotpipeline.devstack.security;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only their owner can read, from their first byte on. */
public final class OwnerFiles {

  private OwnerFiles() {}

  /** Replaces the file as a whole: a server may read it at the same time. */
  public static void write(Path file, byte[] content) {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(written);
      Files.createFile(written, rights("rw-------"));
      try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true); // a server may learn the secret next, and keep it for longer
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new PipelineException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Replaces the file with text in UTF-8. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new PipelineException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Does the work while no other process does it.
   *
   * @param file made if it does not exist, and kept
   */
  static void locked(Path file, Runnable work) {
    try {
      if (!Files.exists(file)) {
        write(file, "");
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        work.run();
      }
    } catch (IOException e) {
      throw new PipelineException("cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  public static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, rights("rwx------"));
      }
    } catch (IOException e) {
      throw new PipelineException("cannot create " + folder + ": " + e.getMessage(), e);
    }
  }

  private static FileAttribute<?>[] rights(String rights) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
