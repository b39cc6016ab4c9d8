package io.iotpipeline.streamsapp;

import static io.iotpipeline.streamsapp.StartupException.FAILURE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of the state, held for one instance alone as long as this is open. */
final class StateDirLock implements AutoCloseable {

  private final FileChannel channel;

  private StateDirLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartupException when the folder cannot be written, or another instance holds it
   */
  static StateDirLock hold(Path folder, String applicationId) {
    Path file = folder.resolve(applicationId + ".lock");
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new StartupException(
            FAILURE,
            "state.dir="
                + folder
                + " is in use by another instance of "
                + applicationId
                + ": give each instance a folder of its own with --state-dir");
      }
      return new StateDirLock(channel);
    } catch (IOException e) {
      throw new StartupException(
          FAILURE,
          "state.dir=" + folder + " cannot be written (" + e + "): choose another by --state-dir");
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
