package io.iotpipeline.devstack.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.Poller;
import io.iotpipeline.admin.cluster.Probes;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Makes the logins of a secured stack in Kafka, with their rights and quotas. Can be repeated: what
 * exists is replaced by the same, and a changed password takes effect.
 */
public final class KafkaAccess {

  /** The least that Kafka recommends for SCRAM. More protects only passwords of people. */
  private static final ScramCredentialInfo SCRAM =
      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);

  /** What devices may send together, without the gateway. */
  private static final double DEVICE_BYTES_PER_SECOND = 32 << 20;

  /** Of the broker's threads, in percent of one thread. */
  private static final double DEVICE_THREADS_PERCENT = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Pipeline administrator;
  private final Pipeline operator;
  private final StackSecurity security;

  public KafkaAccess(DevStackConfig config, StackSecurity security) {
    this(config.kafkaAdministrator(), config.pipeline(), security);
  }

  /**
   * @param administrator with the broker's certificate
   * @param operator with the operator's login
   * @param security whose identities get logins
   */
  public KafkaAccess(Pipeline administrator, Pipeline operator, StackSecurity security) {
    this.administrator = administrator;
    this.operator = operator;
    this.security = security;
  }

  /**
   * Afterwards the operator can log in.
   *
   * @return a summary for people
   */
  public String apply() {
    List<Identity> logins = security.holders(Secret.KAFKA);
    List<AclBinding> rights = KafkaRights.of(logins);
    try (Admin admin = KafkaClients.admin(administrator)) {
      // Before the logins, so that nobody has logged in without rights.
      admin.createAcls(rights).all().get();
      admin.alterClientQuotas(List.of(deviceQuota())).all().get();
      admin.alterUserScramCredentials(logins.stream().map(this::login).toList()).all().get();
    } catch (ExecutionException e) {
      throw new PipelineException(
          "The logins of Kafka cannot be made: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PipelineException("interrupted while making the logins of Kafka", e);
    }
    awaitOperator();
    return "%s with %d rights in Kafka"
        .formatted(String.join(", ", logins.stream().map(Identity::id).toList()), rights.size());
  }

  private UserScramCredentialAlteration login(Identity identity) {
    String password = security.of(identity).secret(Secret.KAFKA);
    return new UserScramCredentialUpsertion(identity.id(), SCRAM, password.getBytes(UTF_8));
  }

  private static ClientQuotaAlteration deviceQuota() {
    return new ClientQuotaAlteration(
        new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, Identity.DEVICE.id())),
        List.of(
            new ClientQuotaAlteration.Op("producer_byte_rate", DEVICE_BYTES_PER_SECOND),
            new ClientQuotaAlteration.Op("request_percentage", DEVICE_THREADS_PERCENT)));
  }

  /** The controller has the logins; the broker learns of them a moment later, in their order. */
  private void awaitOperator() {
    Poller.waitFor("Kafka to accept the operator's login", TIMEOUT)
        .await(
            () -> {
              try {
                Probes.kafka(operator);
                return Optional.empty();
              } catch (InterruptedException e) {
                throw e;
              } catch (Exception e) {
                return Optional.of(e.toString());
              }
            });
  }
}
