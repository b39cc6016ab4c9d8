package io.iotpipeline.devstack.compose;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackLayout;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the secrets of a secured Compose: a folder for each identity, each in a volume of its own,
 * with the files that its container reads. Can be repeated: what exists stays, and what expires
 * soon is made anew.
 */
public final class ComposeSecrets {

  /** Names of every container for itself; health checks use them. */
  private static final List<String> ITSELF = List.of("localhost", "127.0.0.1");

  private final StackSecurity security;
  private final Map<Identity, Integer> owners;
  private final Path monitoring;

  /**
   * @param security of the Compose project
   * @param owners the user id of each identity in its container; without one the files stay those
   *     of the user who runs this
   * @param monitoring the folder of that name in the checkout
   */
  public ComposeSecrets(StackSecurity security, Map<Identity, Integer> owners, Path monitoring) {
    this.security = security;
    this.owners = Map.copyOf(owners);
    this.monitoring = monitoring;
  }

  /**
   * The secrets of a Compose project.
   *
   * @param home the folder that holds them
   * @param hosts of each identity the names and addresses of its containers
   */
  public static StackSecurity security(Path home, Map<Identity, List<String>> hosts) {
    Map<Identity, List<String>> all = new EnumMap<>(Identity.class);
    for (Identity identity : Identity.values()) {
      all.put(
          identity,
          Stream.concat(ITSELF.stream(), hosts.getOrDefault(identity, List.of()).stream())
              .distinct()
              .toList());
    }
    return new StackSecurity(
        home, new StackLayout(all, StackLayout.RegistryLogin.PASSWORD), Clock.systemUTC());
  }

  /**
   * Writes everything.
   *
   * @return a summary for people
   */
  public String create() {
    security.create();
    ServerFiles files = new ServerFiles(security, monitoring);
    Set<Identity> identities = security.identities();
    try {
      for (Identity identity : identities) {
        files.write(identity);
        give(identity);
      }
    } catch (IOException e) {
      throw new PipelineException("cannot write the secrets: " + e, e);
    }
    return "secrets of " + String.join(", ", identities.stream().map(Identity::id).toList());
  }

  /** A volume belongs to root at first. */
  private void give(Identity identity) throws IOException {
    Path folder = security.of(identity).folder();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    Integer owner = owners.get(identity);
    if (owner == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.setAttribute(each, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
