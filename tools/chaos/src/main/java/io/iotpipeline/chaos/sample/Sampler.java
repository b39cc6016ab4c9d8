package io.iotpipeline.chaos.sample;

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures what the servers use. */
public final class Sampler {

  private final List<Server> servers;

  public Sampler(List<Server> servers) {
    this.servers = List.copyOf(servers);
  }

  public Map<String, Usage> sample() throws IOException {
    Map<String, Long> pids = new HashMap<>();
    for (Server server : servers) {
      new ServerProcess(server).running().ifPresent(each -> pids.put(server.name(), each.pid()));
    }
    Map<Long, Long> memory = pids.isEmpty() ? Map.of() : residentKb(pids.values());
    Map<String, Usage> usages = new LinkedHashMap<>();
    for (Server server : servers) {
      long[] bytes = sizes(server.folder());
      Long rss = memory.get(pids.get(server.name()));
      usages.put(server.name(), new Usage(rss == null ? 0 : rss, bytes[0] / 1024, bytes[1] / 1024));
    }
    return usages;
  }

  /** One call of {@code ps} for all processes. */
  private static Map<Long, Long> residentKb(Iterable<Long> pids) throws IOException {
    StringBuilder list = new StringBuilder();
    pids.forEach(pid -> list.append(list.isEmpty() ? "" : ",").append(pid));
    Process ps = new ProcessBuilder("ps", "-o", "pid=,rss=", "-p", list.toString()).start();
    String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length == 2)
        .collect(
            Collectors.toMap(
                columns -> Long.valueOf(columns[0]), columns -> Long.valueOf(columns[1])));
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
