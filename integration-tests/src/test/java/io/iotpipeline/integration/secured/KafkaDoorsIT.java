package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackLayout;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.integration.stack.SecureStack;
import io.iotpipeline.integration.stack.TestStack;
import io.iotpipeline.schemas.BrokerProbe;
import io.iotpipeline.schemas.Topic;
import io.iotpipeline.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is refused at which door of Kafka. */
@ExtendWith(SecureStack.class)
class KafkaDoorsIT {

  private static final int TIMEOUT_MS = 15_000;

  private final DevStackConfig config;
  private final StackSecurity security;
  @TempDir private Path folder;

  KafkaDoorsIT(TestStack stack) {
    this.config = stack.config();
    this.security = config.security().orElseThrow();
  }

  @Test
  void a_wrong_password_is_refused() {
    Map<String, Object> settings = settings(Identity.DEVICE);
    settings.put(
        "sasl.jaas.config",
        settings
            .get("sasl.jaas.config")
            .toString()
            .replaceFirst("password=\"[^\"]*\"", "password=\"wrong\""));

    assertThatThrownBy(() -> describe(settings))
        .hasRootCauseInstanceOf(SaslAuthenticationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clients", "replication", "controller"})
  void plain_text_is_refused(String door) {
    assertThat(
            BrokerProbe.tlsProblem(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address(door))))
        .hasValueSatisfying(problem -> assertThat(problem).contains("it speaks TLS"));
  }

  @Test
  void tls_without_a_login_is_refused() {
    Map<String, Object> settings = trusting("clients");

    assertThatThrownBy(() -> describe(settings)).hasRootCauseInstanceOf(TimeoutException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replication", "controller"})
  void tls_without_a_certificate_is_refused(String door) {
    assertThatThrownBy(() -> describe(trusting(door)))
        .hasRootCauseInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"replication", "controller"})
  void a_foreign_and_an_expired_certificate_are_refused(String door) throws IOException {
    for (StackSecurity other : List.of(foreign(), expired())) {
      Map<String, Object> settings = trusting(door);
      settings.putAll(certificate(other.of(Identity.KAFKA)));

      assertThatThrownBy(() -> describe(settings))
          .hasCauseInstanceOf(SslAuthenticationException.class);
    }
  }

  private StackSecurity foreign() {
    StackSecurity foreign = new StackSecurity(folder.resolve("foreign"), List.of("127.0.0.1"));
    foreign.create();
    return foreign;
  }

  /** Issued by the authority of the stack, two years ago. */
  private StackSecurity expired() throws IOException {
    Path home = folder.resolve("expired");
    Path authority = Files.createDirectories(home.resolve("security/ca"));
    try (Stream<Path> files = Files.list(config.home().resolve("security/ca"))) {
      for (Path file : files.toList()) {
        Files.copy(file, authority.resolve(file.getFileName()));
      }
    }
    Clock then = Clock.offset(Clock.systemUTC(), Duration.ofDays(-730));
    StackSecurity expired = new StackSecurity(home, StackLayout.local(List.of("127.0.0.1")), then);
    expired.create();
    return expired;
  }

  /** It is a certificate of the same authority, but not the broker's. */
  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"CONNECT", "STREAMS_APP", "API", "REGISTRY", "PROMETHEUS"})
  void another_servers_certificate_opens_no_connection(Identity server) {
    Map<String, Object> settings = trusting("replication");
    settings.putAll(certificate(security.of(server)));

    assertThatThrownBy(() -> create(settings, "a-topic"))
        .hasCauseInstanceOf(SslAuthenticationException.class);
  }

  /** Cassandra's is for connections between servers too, but names another. */
  @Test
  void the_certificate_of_cassandra_has_no_rights_in_kafka() {
    Map<String, Object> settings = trusting("replication");
    settings.putAll(certificate(security.of(Identity.CASSANDRA)));

    assertThatThrownBy(() -> create(settings, "a-topic"))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void a_device_writes_only_events() throws Exception {
    for (Topic other : Topics.all()) {
      if (!other.equals(Topics.SENSOR_EVENTS)) {
        assertThatThrownBy(() -> produce(Identity.DEVICE, other.name(), Map.of()))
            .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
  }

  @Test
  void a_device_has_no_transactions() {
    assertThatThrownBy(
            () ->
                produce(
                    Identity.DEVICE,
                    Topics.SENSOR_EVENTS.name(),
                    Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topics.STREAMS_APP_GROUP)))
        .isInstanceOf(TransactionalIdAuthorizationException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"DEVICE", "STREAMS_APP", "API", "CONNECT"})
  void nobody_but_the_operator_changes_the_cluster(Identity identity) {
    assertThatThrownBy(() -> create(settings(identity), "a-topic"))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    try (Admin admin = Admin.create(settings(identity))) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of(Topics.SENSOR_EVENTS.name())).all().get())
          .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      assertThatThrownBy(() -> admin.describeUserScramCredentials().all().get())
          .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
    }
  }

  @Test
  void a_device_reads_nothing_and_joins_no_group() {
    for (Topic topic : Topics.all()) {
      assertThatThrownBy(() -> consume(Identity.DEVICE, topic.name(), "a-group"))
          .isInstanceOfAny(TopicAuthorizationException.class, GroupAuthorizationException.class);
    }
    assertThatThrownBy(
            () -> consume(Identity.DEVICE, Topics.SENSOR_EVENTS.name(), Topics.STREAMS_APP_GROUP))
        .isInstanceOf(GroupAuthorizationException.class);
  }

  @Test
  void connect_reads_neither_events_nor_the_quarantine_and_writes_only_undelivered_alerts() {
    for (Topic topic : List.of(Topics.SENSOR_EVENTS, Topics.REJECTED_EVENTS)) {
      assertThatThrownBy(() -> consume(Identity.CONNECT, topic.name(), "connect-stranger"))
          .isInstanceOf(TopicAuthorizationException.class);
    }
    for (Topic topic : Topics.all()) {
      if (!topic.equals(Topics.UNDELIVERED_ALERTS)) {
        assertThatThrownBy(() -> produce(Identity.CONNECT, topic.name(), Map.of()))
            .hasRootCauseInstanceOf(TopicAuthorizationException.class);
      }
    }
  }

  @Test
  void the_app_cannot_send_events_or_join_the_groups_of_the_sink() {
    assertThatThrownBy(() -> produce(Identity.STREAMS_APP, Topics.SENSOR_EVENTS.name(), Map.of()))
        .hasRootCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(
            () ->
                consume(Identity.STREAMS_APP, Topics.SENSOR_EVENTS.name(), "connect-sensor-events"))
        .isInstanceOf(GroupAuthorizationException.class);
  }

  @Test
  void the_api_writes_only_events_joins_no_group_and_reads_no_events() throws Exception {
    for (Topic topic : Topics.all()) {
      if (!topic.equals(Topics.SENSOR_EVENTS)) {
        assertThatThrownBy(() -> produce(Identity.API, topic.name(), Map.of()))
            .hasRootCauseInstanceOf(AuthorizationException.class);
      }
    }
    assertThatThrownBy(
            () ->
                produce(
                    Identity.API,
                    Topics.SENSOR_EVENTS.name(),
                    Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Topics.STREAMS_APP_GROUP)))
        .isInstanceOf(TransactionalIdAuthorizationException.class);
    for (String group : List.of("a-group", Topics.STREAMS_APP_GROUP, "connect-sensor-events")) {
      assertThatThrownBy(() -> consume(Identity.API, Topics.SENSORS.name(), group))
          .isInstanceOf(GroupAuthorizationException.class);
    }
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(Identity.API), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(Topics.SENSOR_EVENTS.name(), 0)));
      consumer.seekToBeginning(consumer.assignment());
      assertThatThrownBy(
              () -> {
                for (int poll = 0; poll < TIMEOUT_MS / 500; poll++) {
                  consumer.poll(Duration.ofMillis(500));
                }
              })
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  private Map<String, Object> settings(Identity identity) {
    Map<String, Object> settings = withTimeouts("clients");
    settings.putAll(security.kafkaClient(identity));
    settings.put("config.providers", "file");
    settings.put("config.providers.file.class", FileConfigProvider.class.getName());
    return settings;
  }

  /** Without a login and a certificate. */
  private Map<String, Object> trusting(String door) {
    Credentials operator = security.of(Identity.OPERATOR);
    Map<String, Object> settings = withTimeouts(door);
    settings.put("security.protocol", "SSL");
    settings.put("ssl.truststore.location", operator.trustStore().toString());
    settings.put("ssl.truststore.password", operator.secret(Secret.TRUST_STORE));
    settings.put("ssl.truststore.type", Credentials.STORE_TYPE);
    return settings;
  }

  private static Map<String, Object> certificate(Credentials server) {
    return Map.of(
        "ssl.keystore.location", server.keyStore().toString(),
        "ssl.keystore.password", server.secret(Secret.KEY_STORE),
        "ssl.keystore.type", Credentials.STORE_TYPE);
  }

  private String address(String door) {
    int port =
        switch (door) {
          case "clients" -> config.ports().kafka();
          case "replication" -> config.ports().kafkaReplication();
          default -> config.ports().kafkaController();
        };
    return DevStackConfig.HOST + ":" + port;
  }

  private Map<String, Object> withTimeouts(String door) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        door.equals("controller")
            ? AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG
            : AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        address(door));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 3);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 3);
    return settings;
  }

  private static void describe(Map<String, Object> settings) throws Exception {
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().clusterId().get();
    }
  }

  private static void create(Map<String, Object> settings, String topic) throws Exception {
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private void produce(Identity identity, String topic, Map<String, Object> further)
      throws Exception {
    Map<String, Object> settings = settings(identity);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.putAll(further);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (!further.isEmpty()) {
        producer.initTransactions();
      }
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
    }
  }

  private void consume(Identity identity, String topic, String group) {
    Map<String, Object> settings = settings(identity);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int poll = 0; poll < TIMEOUT_MS / 500; poll++) {
        consumer.poll(Duration.ofMillis(500));
      }
    }
  }
}
