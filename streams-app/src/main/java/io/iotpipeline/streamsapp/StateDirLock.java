package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;

import io.iotpipeline.streamsapp.config.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Locks the state directory for this instance, until it is closed. */
final class StateDirLock implements AutoCloseable {

  private final FileChannel channel;

  private StateDirLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartupException if the directory is not writable, or another instance has locked it
   */
  static StateDirLock acquire(Path directory, String applicationId) {
    Path file = directory.resolve(applicationId + ".lock");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new StartupException(
            FAILURE,
            "state.dir="
                + directory
                + " is in use by another instance of "
                + applicationId
                + "; set a different directory for each instance with --state-dir");
      }
      return new StateDirLock(channel);
    } catch (IOException e) {
      throw new StartupException(
          FAILURE,
          "state.dir="
              + directory
              + " is not writable ("
              + e
              + "); set a writable directory with --state-dir");
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
