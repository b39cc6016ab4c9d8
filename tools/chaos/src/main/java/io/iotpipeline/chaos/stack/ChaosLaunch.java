package io.iotpipeline.chaos.stack;

import io.iotpipeline.chaos.sabotage.Saboteur;
import io.iotpipeline.chaos.schedule.Component;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.server.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts the instances of the streams app so that their clocks can be stepped and their disks can
 * be small; in a soak run all servers so that their heaps are in memory from the start.
 */
final class ChaosLaunch implements Launch {

  private static final String APP = Component.STREAMS_APP.server(1).replaceAll("1$", "");

  /** Room for the state of a run, so that the disk is full only when it is filled. */
  private static final String DISK_SIZE = "size=64m";

  private final DevStackConfig config;
  private final Abilities abilities;
  private final Saboteur saboteur;
  private final boolean touchesHeaps;
  private final Set<String> onSmallDisk = ConcurrentHashMap.newKeySet();

  /**
   * @param touchesHeaps whether all pages of the heaps are made resident, so that what is resident
   *     beside them can be measured
   */
  ChaosLaunch(DevStackConfig config, Abilities abilities, Saboteur saboteur, boolean touchesHeaps) {
    this.config = config;
    this.abilities = abilities;
    this.saboteur = saboteur;
    this.touchesHeaps = touchesHeaps;
  }

  /** Whether the next start of the server has its state on a small disk of its own. */
  void smallDisk(String server, boolean small) {
    if (small) {
      onSmallDisk.add(server);
    } else {
      onSmallDisk.remove(server);
    }
  }

  @Override
  public List<String> command(
      String server, List<String> command, Map<String, String> environment) {
    List<String> asDescribed = touchesHeaps ? touchingHeap(command) : command;
    if (!server.startsWith(APP)) {
      return asDescribed;
    }
    abilities
        .clockLibrary()
        .ifPresent(
            library -> {
              stepClock(server, 0);
              environment.putAll(library.environment(clock(server)));
            });
    List<String> changed = saboteur.streamsAppCommand(asDescribed);
    return onSmallDisk.contains(server) ? inNamespace(server, changed) : changed;
  }

  /** Every server of a stack is a JVM. */
  private static List<String> touchingHeap(List<String> command) {
    List<String> touching = new ArrayList<>(command);
    touching.add(1, "-XX:+AlwaysPreTouch");
    return touching;
  }

  private List<String> inNamespace(String server, List<String> command) {
    try {
      Files.createDirectories(state(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> all = new ArrayList<>(abilities.namespace().orElseThrow());
    all.addAll(
        List.of(
            "sh",
            "-c",
            "mount -t tmpfs -o " + DISK_SIZE + " tmpfs \"$1\" && shift && exec \"$@\"",
            "sh",
            state(server).toString()));
    all.addAll(command);
    return all;
  }

  /** Steps the wall clock of a running server to so many seconds before or after the real one. */
  void stepClock(String server, int seconds) {
    try {
      ClockLibrary.step(clock(server), seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path state(String server) {
    return config.home().resolve(server).resolve("state");
  }

  private Path clock(String server) {
    return config.home().resolve(server).resolve("clock");
  }
}
