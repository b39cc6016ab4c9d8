package io.iotpipeline.chaos.sample;

import io.iotpipeline.chaos.sample.Sample.Heap;
import io.iotpipeline.chaos.sample.Sample.Usage;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures what the servers use. */
public final class Sampler {

  private static final Pattern RSS_ANON = Pattern.compile("RssAnon:\\s+(\\d+) kB");

  private final List<Server> servers;

  public Sampler(List<Server> servers) {
    this.servers = List.copyOf(servers);
  }

  /**
   * @param collect whether to collect the garbage of each server first, so as to measure its heap
   */
  public Map<String, Usage> sample(boolean collect) throws IOException {
    Map<String, Usage> usages = new LinkedHashMap<>();
    for (Server server : servers) {
      long[] bytes = sizes(server.folder());
      Optional<Long> pid = new ServerProcess(server).running().map(ProcessHandle::pid);
      Heap heap = collect && pid.isPresent() ? HeapProbe.collect(pid.get()) : null;
      long memoryKb = pid.isPresent() ? memoryKb(pid.get()) : 0;
      usages.put(server.name(), new Usage(memoryKb, heap, bytes[0] / 1024, bytes[1] / 1024));
    }
    return usages;
  }

  /** 0 if the process has ended. */
  private static long memoryKb(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      Matcher anonymous = RSS_ANON.matcher(Files.readString(status));
      if (anonymous.find()) {
        return Long.parseLong(anonymous.group(1));
      }
    } catch (IOException e) {
      // The process has ended, or the system is not Linux.
    }
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    String rss = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return rss.isEmpty() ? 0 : Long.parseLong(rss);
  }

  /** Bytes of data and of logs below a folder; files come and go meanwhile. */
  private static long[] sizes(Path folder) throws IOException {
    long[] bytes = new long[2];
    if (!Files.isDirectory(folder)) {
      return bytes;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[isLog(folder, file) ? 1 : 0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes;
  }

  /** Logs are at the top, rotated ones too; Kafka's data files end with .log as well, deeper. */
  private static boolean isLog(Path folder, Path file) {
    return (folder.equals(file.getParent()) && file.getFileName().toString().contains(".log"))
        || file.getParent().getFileName().toString().equals("logs");
  }
}
