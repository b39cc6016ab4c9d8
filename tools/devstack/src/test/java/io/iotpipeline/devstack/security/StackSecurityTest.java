package io.iotpipeline.devstack.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StackSecurityTest {

  /** Object identifiers of RFC 5280, section 4.2.1.12. */
  private static final String SERVER_USAGE = "1.3.6.1.5.5.7.3.1";

  private static final String CLIENT_USAGE = "1.3.6.1.5.5.7.3.2";

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Made once, for the tests that change nothing. */
  @TempDir private static Path made;

  @TempDir private Path home;

  @BeforeAll
  static void make() {
    security(made, NOW).create();
  }

  /** A copy of what was made. */
  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> all = Files.walk(made)) {
      for (Path from : all.toList()) {
        Path to = home.resolve(made.relativize(from));
        if (!to.equals(home)) {
          Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
        if (to.endsWith("pipeline.properties")) {
          String text = Files.readString(to);
          Files.writeString(to, text.replace(made.toString(), home.toString()));
        }
      }
    }
  }

  @Test
  void only_the_owner_can_read_anything() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("security"))) {
      Map<Boolean, Set<String>> rights =
          all.collect(
              Collectors.partitioningBy(
                  Files::isDirectory,
                  Collectors.mapping(StackSecurityTest::rights, Collectors.toSet())));
      assertThat(rights.get(true)).containsExactly("rwx------");
      assertThat(rights.get(false)).containsExactly("rw-------");
    }
  }

  @Test
  void a_second_start_changes_nothing() throws IOException {
    Map<Path, String> before = content();

    security(NOW.plus(Duration.ofDays(300))).create();

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void what_is_missing_is_made_again() throws Exception {
    Map<Path, String> before = content();
    Files.delete(security(NOW).of(Identity.KAFKA).keyStore());

    security(NOW).create();

    assertThat(content().keySet()).isEqualTo(before.keySet());
    verify(Identity.KAFKA, NOW);
  }

  /** A crash between the writing of both leaves that. */
  @Test
  void a_key_that_is_not_that_of_its_certificate_is_replaced() throws IOException {
    Credentials prometheus = security(NOW).of(Identity.PROMETHEUS);
    Map<Path, String> before = content();
    Files.writeString(prometheus.keyPem(), "of another certificate");
    Files.delete(prometheus.certificatePem());

    security(NOW).create();

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void a_lost_authority_is_not_replaced_by_one_that_nobody_trusts() throws IOException {
    Files.delete(home.resolve("security/ca/keystore.p12"));
    Map<Path, String> before = content();

    assertThatThrownBy(() -> security(NOW).create())
        .hasMessageContaining("ca/keystore.p12 is missing")
        .hasMessageContaining("docs/security.md");

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void certificates_and_tokens_are_renewed_before_they_expire_and_passwords_stay()
      throws Exception {
    String password = security(NOW).of(Identity.DEVICE).secret(Secret.KAFKA);
    Instant late = NOW.plus(CertificateAuthority.VALIDITY).minus(Duration.ofDays(20));

    security(late).create();

    Instant later = NOW.plus(CertificateAuthority.VALIDITY).plus(Duration.ofDays(1));
    verify(Identity.CONNECT, later);
    assertThat(claims(Identity.DEVICE, later).getSubject()).isEqualTo("device");
    assertThat(security(late).of(Identity.DEVICE).secret(Secret.KAFKA)).isEqualTo(password);
  }

  @Test
  void a_rotation_replaces_everything_of_those_that_it_is_for() throws Exception {
    Map<Path, String> before = content();
    String superuser = security(NOW).of(Identity.CASSANDRA).secret(Secret.CASSANDRA);

    Set<Identity> identities = EnumSet.complementOf(EnumSet.of(Identity.DEVICE));
    security(NOW.plusSeconds(1)).rotate(identities);

    Path authority = home.resolve("security/ca");
    Path device = security(NOW).of(Identity.DEVICE).folder();
    content()
        .forEach(
            (file, text) -> {
              boolean same = text.equals(before.get(file));
              boolean stays =
                  file.startsWith(authority)
                      || file.startsWith(device)
                      || file.endsWith("pipeline.properties")
                      || file.endsWith("senders")
                      || file.endsWith("ca.pem");
              assertThat(same).as(file.toString()).isEqualTo(stays);
            });
    verify(Identity.KAFKA, NOW);
    assertThat(security(NOW).of(Identity.CASSANDRA).secret(Secret.PREVIOUS_CASSANDRA))
        .as("who sets the new password logs in with the old one")
        .isEqualTo(superuser);
  }

  @Test
  void a_rotation_for_everybody_makes_tokens_of_before_worthless() throws Exception {
    String before = security(NOW).of(Identity.OPERATOR).secret(Secret.REGISTRY);

    security(NOW).rotate(EnumSet.allOf(Identity.class));

    assertThat(claims(Identity.OPERATOR, NOW).getSubject()).isEqualTo("operator");
    assertThat(RegistryToken.isSignedBy(tokenKey(), before)).isFalse();
    assertThat(
            RegistryToken.isSignedBy(
                tokenKey(), security(NOW).of(Identity.DEVICE).secret(Secret.REGISTRY)))
        .isTrue();
  }

  @Test
  void the_folder_of_a_device_works_elsewhere() throws IOException {
    String login = security(NOW).connections(Identity.DEVICE).kafka().get("sasl.jaas.config");
    Path given = home.resolve("given");

    Files.move(security(NOW).of(Identity.DEVICE).folder(), given);

    ConnectionSettings device = ConnectionSettings.read(given.resolve("pipeline.properties"));
    assertThat(device.kafka())
        .containsEntry("sasl.jaas.config", login)
        .containsEntry("ssl.truststore.location", given.resolve("truststore.p12").toString());
  }

  @Test
  void the_gateway_knows_the_token_of_devices_by_its_hash() throws Exception {
    String before = Files.readString(security(NOW).of(Identity.GATEWAY).senders());
    String token = security(NOW).of(Identity.DEVICE).secret(Secret.GATEWAY);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));

    assertThat(before.lines()).last().isEqualTo("device " + HexFormat.of().formatHex(hash) + " *");
    Files.writeString(
        security(NOW).of(Identity.GATEWAY).senders(), before + "hall 00ff hall-\n# of hall\n");
    security(NOW).rotate(Set.of(Identity.DEVICE));
    assertThat(security(NOW).of(Identity.GATEWAY).senders())
        .content()
        .startsWith("# ")
        .doesNotContain(HexFormat.of().formatHex(hash))
        .contains("device ")
        .endsWith("\nhall 00ff hall-\n# of hall\n");
  }

  @Test
  void a_device_has_a_login_to_the_gateway_in_its_settings() {
    Credentials device = security(NOW).of(Identity.DEVICE);

    Map<String, String> settings =
        ConnectionSettings.readClient(
            device.settingsFile(), UnaryOperator.identity(), ConnectionSettings.GATEWAY);

    assertThat(settings)
        .containsEntry("gateway.basic.auth.user.info", "device:" + device.secret(Secret.GATEWAY))
        .containsEntry("gateway.ssl.truststore.location", device.trustStore().toString());
  }

  @Test
  void the_api_logs_in_to_all_that_it_reads() {
    Credentials api = security(NOW).of(Identity.API);

    Map<String, String> settings =
        ConnectionSettings.readClient(
            api.settingsFile(),
            UnaryOperator.identity(),
            "http.",
            "cassandra.",
            "connect.",
            ConnectionSettings.GATEWAY);

    assertThat(settings)
        .containsEntry("http.read.token", api.secret(Secret.HTTP_READ))
        .containsEntry("http.replay.token", api.secret(Secret.HTTP_REPLAY))
        .containsEntry(
            "streams.app.bearer.auth.token",
            security(NOW).of(Identity.STREAMS_APP).secret(Secret.HTTP_READ))
        .containsEntry("streams.app.ssl.truststore.location", api.trustStore().toString())
        .containsEntry("gateway.ssl.truststore.location", api.trustStore().toString())
        .containsEntry("connect.basic.auth.user.info", "api:" + api.secret(Secret.CONNECT))
        .containsEntry("connect.ssl.truststore.location", api.trustStore().toString())
        .containsEntry("cassandra.advanced.auth-provider.username", "iot_api");
  }

  @Test
  void copies_of_tokens_follow_a_rotation_of_their_server() {
    String before = security(NOW).of(Identity.API).secret(Secret.HTTP_READ);

    security(NOW).rotate(Set.of(Identity.STREAMS_APP, Identity.API));

    Credentials api = security(NOW).of(Identity.API);
    assertThat(api.secret(Secret.HTTP_READ)).isNotEqualTo(before);
    assertThat(security(NOW).of(Identity.OPERATOR).secret(Secret.API_READ))
        .isEqualTo(api.secret(Secret.HTTP_READ));
    assertThat(security(NOW).of(Identity.OPERATOR).secret(Secret.API_REPLAY))
        .isEqualTo(api.secret(Secret.HTTP_REPLAY))
        .isNotEqualTo(api.secret(Secret.HTTP_READ));
    assertThat(api.secret(Secret.STREAMS_APP_READ))
        .isEqualTo(security(NOW).of(Identity.STREAMS_APP).secret(Secret.HTTP_READ));
  }

  @Test
  void a_store_that_its_password_does_not_open_is_made_again() throws Exception {
    Credentials kafka = security(NOW).of(Identity.KAFKA);
    Credentials connect = security(NOW).of(Identity.CONNECT);
    Files.copy(connect.secretsFile(), kafka.secretsFile(), StandardCopyOption.REPLACE_EXISTING);

    security(NOW).create();

    verify(Identity.KAFKA, NOW);
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {
        "KAFKA",
        "REGISTRY",
        "CONNECT",
        "CASSANDRA",
        "STREAMS_APP",
        "GATEWAY",
        "API",
        "PROMETHEUS"
      })
  void everybody_trusts_the_certificate_of_a_server(Identity server) throws Exception {
    X509Certificate certificate = verify(server, NOW);
    assertThat(certificate.getSubjectX500Principal().getName())
        .isEqualTo(StackSecurity.distinguishedName(server));
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
    assertThat(certificate.getBasicConstraints()).as("is no authority").isEqualTo(-1);
    // Another with a certificate for clients could speak as a Cassandra node, and read all rows.
    boolean peer = server == Identity.KAFKA || server == Identity.CASSANDRA;
    assertThat(certificate.getExtendedKeyUsage())
        .containsExactlyElementsOf(
            peer ? List.of(SERVER_USAGE, CLIENT_USAGE) : List.of(SERVER_USAGE));
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"KAFKA", "REGISTRY", "CASSANDRA", "PROMETHEUS", "READER"})
  void who_does_not_use_the_registry_has_no_token_of_it(Identity identity) {
    assertThat(security(NOW).of(identity).find(Secret.REGISTRY)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"CONNECT", "STREAMS_APP", "API", "DEVICE", "OPERATOR"})
  void only_the_operator_may_change_schemas(Identity identity) throws Exception {
    assertThat(claims(identity, NOW).getStringListClaimValue(RegistryToken.ROLES))
        .containsExactly(identity == Identity.OPERATOR ? "sr-admin" : "sr-readonly");
  }

  @Test
  void each_has_only_its_own_secrets() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (Identity identity : security(NOW).identities()) {
      Properties own = security(NOW).of(identity).read();
      for (SharedToken shared : SharedToken.values()) {
        if (shared.client() == identity) {
          own.remove(shared.copy().key());
        }
      }
      own.values().forEach(secret -> secrets.add(secret.toString()));
    }
    assertThat(secrets).doesNotHaveDuplicates().allMatch(secret -> secret.length() >= 32);
    Set<String> elsewhere = new HashSet<>();
    content()
        .forEach(
            (file, text) ->
                secrets.stream()
                    .filter(secret -> !file.endsWith("secrets.properties") && text.contains(secret))
                    .forEach(secret -> elsewhere.add(file + ": " + secret)));
    assertThat(elsewhere).as("copies of secrets").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"KAFKA", "STREAMS_APP", "GATEWAY", "DEVICE", "OPERATOR", "READER"})
  void the_settings_of_a_client_lead_to_its_secrets(Identity identity) throws IOException {
    ConnectionSettings connections = security(NOW).connections(identity);

    if (identity == Identity.DEVICE) {
      assertThat(connections.kafka().get("sasl.jaas.config"))
          .contains("username=\"device\"", security(NOW).of(Identity.DEVICE).secret(Secret.KAFKA));
    }
    for (String line : Files.readAllLines(security(NOW).of(identity).settingsFile())) {
      for (Identity other : security(NOW).identities()) {
        boolean ofTheWorker = other == Identity.CONNECT && line.startsWith("connector.");
        if (other != identity && !ofTheWorker) {
          assertThat(line).doesNotContain(security(NOW).of(other).folder() + "/");
        }
      }
    }
  }

  private StackSecurity security(Instant now) {
    return security(home, now);
  }

  private static StackSecurity security(Path home, Instant now) {
    return new StackSecurity(
        home,
        StackLayout.local(List.of("localhost", "127.0.0.1")),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  /** The certificate, after each identity's trust store has verified it. */
  private X509Certificate verify(Identity server, Instant now) throws Exception {
    Credentials own = security(NOW).of(server);
    KeyStore store = load(own.keyStore(), own.secret(Secret.KEY_STORE));
    X509Certificate certificate =
        (X509Certificate) store.getCertificate(store.aliases().nextElement());
    certificate.checkValidity(Date.from(now));
    for (Identity client : security(NOW).identities()) {
      Credentials other = security(NOW).of(client);
      Certificate authority =
          load(other.trustStore(), other.secret(Secret.TRUST_STORE)).getCertificate("ca");
      certificate.verify(authority.getPublicKey());
    }
    return certificate;
  }

  private JwtClaims claims(Identity identity, Instant now) throws Exception {
    return new JwtConsumerBuilder()
        .setVerificationKey(tokenKey())
        .setExpectedIssuer(RegistryToken.ISSUER)
        .setRequireExpirationTime()
        .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
        .build()
        .processToClaims(security(NOW).of(identity).secret(Secret.REGISTRY));
  }

  private PublicKey tokenKey() throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(security(NOW).tokenPublicKey());
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key));
  }

  private static KeyStore load(Path file, String password) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(Credentials.STORE_TYPE);
      store.load(in, password.toCharArray());
      return store;
    }
  }

  private Map<Path, String> content() throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        content.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  private static String rights(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
