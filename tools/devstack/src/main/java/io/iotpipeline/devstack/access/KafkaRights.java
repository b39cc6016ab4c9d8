package io.iotpipeline.devstack.access;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.iotpipeline.admin.quarantine.ReplayLedger;
import io.iotpipeline.admin.quarantine.TransactionalTarget;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each identity may do in Kafka, and nothing more. A right to read or to write includes that
 * to describe.
 */
final class KafkaRights {

  private static final String ANY_HOST = "*";
  private static final String ANY = "*";
  private static final String CONNECT_PREFIX = "connect-";

  /** Both are the registry's defaults. */
  private static final String REGISTRY_TOPIC = "_schemas";

  private static final String REGISTRY_GROUP = "schema-registry";

  private final List<AclBinding> bindings = new ArrayList<>();

  private KafkaRights() {}

  /**
   * The rights of those who can log in.
   *
   * @throws IllegalArgumentException if somebody needs no login to Kafka
   */
  static List<AclBinding> of(List<Identity> logins) {
    KafkaRights rights = new KafkaRights();
    for (Identity login : logins) {
      switch (login) {
        case DEVICE -> rights.device();
        case GATEWAY -> rights.gateway();
        case STREAMS_APP -> rights.streamsApp();
        case API -> rights.api();
        case CONNECT -> rights.connect();
        case OPERATOR -> rights.operator();
        case REGISTRY -> rights.registry();
        case KAFKA_UI -> rights.kafkaUi();
        default -> throw new IllegalArgumentException(login + " has no rights in Kafka");
      }
    }
    return List.copyOf(rights.bindings);
  }

  /** No transactional id, so that no device can hold back the readers of committed records. */
  private void device() {
    topic(Identity.DEVICE, Topics.SENSOR_EVENTS, WRITE);
  }

  private void gateway() {
    topic(Identity.GATEWAY, Topics.SENSOR_EVENTS, WRITE);
  }

  private void streamsApp() {
    String group = Topics.STREAMS_APP_GROUP;
    topic(Identity.STREAMS_APP, Topics.SENSOR_EVENTS, READ);
    topic(Identity.STREAMS_APP, Topics.SENSOR_DESCRIPTIONS, READ);
    for (Topic output :
        List.of(
            Topics.VALIDATED_EVENTS,
            Topics.HOURLY_AGGREGATES,
            Topics.SENSOR_ALERTS,
            Topics.SENSORS,
            Topics.REJECTED_EVENTS)) {
      topic(Identity.STREAMS_APP, output, WRITE);
    }
    // It compares the number of partitions of all declared topics.
    topic(Identity.STREAMS_APP, Topics.UNDELIVERED_ALERTS, DESCRIBE);
    allow(Identity.STREAMS_APP, ResourceType.GROUP, group, PatternType.LITERAL, READ);
    allow(Identity.STREAMS_APP, ResourceType.TRANSACTIONAL_ID, group, PatternType.PREFIXED, WRITE);
    // Its changelog.
    allow(
        Identity.STREAMS_APP,
        ResourceType.TOPIC,
        group + "-",
        PatternType.PREFIXED,
        CREATE,
        READ,
        WRITE,
        DESCRIBE_CONFIGS);
  }

  /**
   * It reads without a group, and shows the sizes of topics and the lags of groups. It replays
   * rejected records: their topic, the ledger, and the transactions of replays.
   */
  private void api() {
    Set<Topic> read =
        Set.of(
            Topics.SENSORS, Topics.SENSOR_ALERTS, Topics.REJECTED_EVENTS, Topics.VALIDATED_EVENTS);
    Topics.all().forEach(each -> topic(Identity.API, each, read.contains(each) ? READ : DESCRIBE));
    topic(Identity.API, Topics.SENSOR_EVENTS, WRITE);
    allow(
        Identity.API,
        ResourceType.TOPIC,
        ReplayLedger.TOPIC,
        PatternType.LITERAL,
        CREATE,
        READ,
        WRITE);
    allow(
        Identity.API,
        ResourceType.TRANSACTIONAL_ID,
        TransactionalTarget.TRANSACTIONAL_ID,
        PatternType.LITERAL,
        WRITE);
    allow(
        Identity.API, ResourceType.GROUP, Topics.STREAMS_APP_GROUP, PatternType.LITERAL, DESCRIBE);
    allow(Identity.API, ResourceType.GROUP, CONNECT_PREFIX, PatternType.PREFIXED, DESCRIBE);
  }

  private void connect() {
    for (Topic input :
        List.of(
            Topics.VALIDATED_EVENTS,
            Topics.HOURLY_AGGREGATES,
            Topics.SENSOR_ALERTS,
            Topics.SENSORS)) {
      topic(Identity.CONNECT, input, READ);
    }
    topic(Identity.CONNECT, Topics.UNDELIVERED_ALERTS, WRITE);
    // The topics of the workers, and the groups of the workers and of the connectors. An operator
    // may delete the offsets of a connector through the worker.
    allow(
        Identity.CONNECT,
        ResourceType.TOPIC,
        CONNECT_PREFIX,
        PatternType.PREFIXED,
        CREATE,
        READ,
        WRITE,
        DESCRIBE_CONFIGS);
    allow(Identity.CONNECT, ResourceType.GROUP, CONNECT_PREFIX, PatternType.PREFIXED, READ, DELETE);
  }

  /** Confluent's: its topic, and the group in which its instances elect a leader. */
  private void registry() {
    allow(
        Identity.REGISTRY,
        ResourceType.TOPIC,
        REGISTRY_TOPIC,
        PatternType.LITERAL,
        CREATE,
        READ,
        WRITE,
        DESCRIBE_CONFIGS);
    allow(Identity.REGISTRY, ResourceType.GROUP, REGISTRY_GROUP, PatternType.LITERAL, READ);
  }

  /** It shows everything and changes nothing. */
  private void kafkaUi() {
    allow(
        Identity.KAFKA_UI,
        ResourceType.CLUSTER,
        Resource.CLUSTER_NAME,
        PatternType.LITERAL,
        DESCRIBE,
        DESCRIBE_CONFIGS);
    allow(Identity.KAFKA_UI, ResourceType.TOPIC, ANY, PatternType.LITERAL, READ, DESCRIBE_CONFIGS);
    allow(Identity.KAFKA_UI, ResourceType.GROUP, ANY, PatternType.LITERAL, DESCRIBE);
  }

  private void operator() {
    allow(Identity.OPERATOR, ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL, ALL);
    for (ResourceType type :
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
      allow(Identity.OPERATOR, type, ANY, PatternType.LITERAL, ALL);
    }
  }

  private void topic(Identity identity, Topic topic, AclOperation operation) {
    allow(identity, ResourceType.TOPIC, topic.name(), PatternType.LITERAL, operation);
  }

  private void allow(
      Identity identity,
      ResourceType type,
      String name,
      PatternType pattern,
      AclOperation... operations) {
    for (AclOperation operation : operations) {
      bindings.add(
          new AclBinding(
              new ResourcePattern(type, name, pattern),
              new AccessControlEntry(
                  "User:" + identity.id(), ANY_HOST, operation, AclPermissionType.ALLOW)));
    }
  }
}
