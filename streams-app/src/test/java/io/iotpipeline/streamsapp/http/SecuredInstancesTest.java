package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.streamsapp.access.AccessConfig;
import io.iotpipeline.streamsapp.access.BearerToken;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.access.TestCertificate;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances with HTTPS. {@code near} has the sensor, and {@code far} forwards queries to it. */
@Timeout(60)
class SecuredInstancesTest {

  private static final String LATEST = "/sensors/sensor-1/latest";
  private static final String READ = "read-s3cret";
  private static final String BEARER = "Bearer " + READ;
  private static final HttpResponse.BodyHandler<String> BODY = HttpResponse.BodyHandlers.ofString();

  @TempDir private static Path created;
  @TempDir private Path folder;

  private static TestCertificate first;
  private static TestCertificate second;
  private static TestCertificate ofAnotherHost;

  private final List<TestInstance> instances = new ArrayList<>();
  private TestCertificate certificate;

  @BeforeAll
  static void create() throws IOException {
    first = TestCertificate.create(created.resolve("first.p12"), TestCertificate.LOCAL);
    second = TestCertificate.create(created.resolve("second.p12"), TestCertificate.LOCAL);
    ofAnotherHost =
        TestCertificate.create(created.resolve("elsewhere.p12"), "dns:elsewhere.example");
  }

  @BeforeEach
  void copy() throws IOException {
    certificate = first.copyTo(folder.resolve("node.p12"));
  }

  @AfterEach
  void close() {
    instances.forEach(TestInstance::close);
  }

  private TestInstance start(HttpSecurity security) {
    TestInstance instance = new TestInstance(HttpLimits.DEFAULT, security);
    instances.add(instance);
    return instance;
  }

  private TestInstance near(HttpSecurity security) {
    TestInstance near = start(security);
    near.isAt(near.address());
    near.readable.add(TestInstance.active());
    near.hasSensor("sensor-1", 21.5);
    return near;
  }

  private TestInstance far(HttpSecurity security, TestInstance near) {
    TestInstance far = start(security);
    far.isAt(near.address());
    return far;
  }

  @Test
  void https_answers_health_metrics_and_sensors_over_http_1_1() throws Exception {
    TestInstance near = near(certificate.security(READ, null));

    assertThat(near.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(near.get("/metrics").body()).isEqualTo(TestInstance.METRICS);
    HttpResponse<String> latest = near.getAs(BEARER, LATEST);
    assertThat(latest.statusCode()).isEqualTo(200);
    assertThat(latest.uri().getScheme()).isEqualTo("https");
    assertThat(latest.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(near.get(LATEST).statusCode()).isEqualTo(401);
  }

  @Test
  void a_query_is_forwarded_with_the_token() throws Exception {
    TestInstance near = near(certificate.security(READ, null));
    TestInstance far = far(certificate.security(READ, null), near);

    HttpResponse<String> response = far.getAs(BEARER, LATEST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(near.getAs(BEARER, LATEST).body());
    assertThat(far.getAs(BEARER, "/sensors/sensor-2/latest").statusCode()).isEqualTo(404);
    assertThat(far.reads).isZero();
  }

  @Test
  void a_query_without_the_token_is_not_forwarded() throws Exception {
    TestInstance near = near(certificate.security(READ, null));
    TestInstance far = far(certificate.security(READ, null), near);

    assertThat(far.get(LATEST).statusCode()).isEqualTo(401);
    assertThat(near.reads).isZero();
  }

  @Test
  void an_instance_with_another_token_is_reported() throws Exception {
    TestInstance near = near(certificate.security("other-s3cret", null));
    TestInstance far = far(certificate.security(READ, null), near);

    HttpResponse<String> response = far.getAs(BEARER, LATEST);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("another http.read.token").doesNotContain("s3cret");
  }

  @Test
  void an_instance_that_is_not_trusted_gets_no_token() throws Exception {
    TestInstance near = near(second.security(READ, null));
    TestInstance far = far(certificate.security(READ, null), near);

    HttpResponse<String> response = far.getAs(BEARER, LATEST);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("TLS fails: PKIX path");
    assertThat(near.reads).isZero();
  }

  @Test
  void an_instance_with_a_trusted_certificate_of_another_host_is_not_trusted() throws Exception {
    TestInstance near = near(ofAnotherHost.security());
    Map<String, Object> ssl = new HashMap<>(certificate.ssl());
    ssl.put("ssl.truststore.location", ofAnotherHost.store().toString());
    TestInstance far =
        far(HttpSecurity.of(new AccessConfig(ssl, BearerToken.NONE, BearerToken.NONE)), near);

    HttpResponse<String> response = client(certificate).send(request(far, LATEST), BODY);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("TLS fails", "No subject alternative names");
    assertThat(near.reads).isZero();
  }

  @Test
  void a_client_that_does_not_trust_the_certificate_does_not_connect() {
    TestInstance near = near(certificate.security());

    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(near.uri(LATEST)).build(),
                        HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void a_new_certificate_is_shown_and_trusted_without_a_restart() throws Exception {
    HttpSecurity ofNear = certificate.security();
    HttpSecurity ofFar = certificate.security();
    TestInstance near = near(ofNear);
    TestInstance far = far(ofFar, near);
    Certificate before = shown(near);
    assertThat(far.get(LATEST).statusCode()).isEqualTo(200);

    second.copyTo(certificate.store());
    ofNear.certificates().orElseThrow().check();
    ofFar.certificates().orElseThrow().check();

    assertThat(shown(near)).isNotEqualTo(before);
    assertThat(far.newClient().send(request(far, LATEST), BODY).statusCode()).isEqualTo(200);
  }

  @Test
  void a_broken_new_file_leaves_the_old_certificate_in_use() throws Exception {
    HttpSecurity security = certificate.security();
    TestInstance near = near(security);
    Certificate before = shown(near);

    Files.writeString(certificate.store(), "half a f");
    security.certificates().orElseThrow().check();

    assertThat(shown(near)).isEqualTo(before);
  }

  @Test
  void instances_without_tls_can_have_tokens() throws Exception {
    HttpSecurity security =
        HttpSecurity.of(
            new AccessConfig(Map.of(), TestCertificate.token(READ), TestCertificate.token(null)));
    TestInstance near = near(security);
    TestInstance far = far(security, near);

    assertThat(far.getAs(BEARER, LATEST).statusCode()).isEqualTo(200);
  }

  /** A client that trusts this certificate. */
  private static HttpClient client(TestCertificate trusted) {
    return HttpClient.newBuilder()
        .sslContext(trusted.security().certificates().orElseThrow().context())
        .build();
  }

  private static HttpRequest request(TestInstance instance, String path) {
    return HttpRequest.newBuilder(instance.uri(path)).build();
  }

  /** The certificate of a new connection. */
  private static Certificate shown(TestInstance instance) throws Exception {
    return instance
        .newClient()
        .send(request(instance, "/health/live"), BODY)
        .sslSession()
        .orElseThrow()
        .getPeerCertificates()[0];
  }
}
