package io.iotpipeline.integration.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.integration.Checkout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files for Compose with logins are those without, and a login. */
class SecureMonitoringTest {

  private static final List<String> SCRAPE_ACCESS =
      List.of("scheme", "tls_config", "basic_auth", "authorization");

  private final Monitoring monitoring = new Monitoring(Checkout.ROOT);

  @Test
  void prometheus_scrapes_the_same_in_the_same_way() throws Exception {
    JsonNode secure = monitoring.read("prometheus/prometheus-secure.yml");

    for (JsonNode job : secure.path("scrape_configs")) {
      assertThat(job.path("scheme").asText()).isEqualTo("https");
      assertThat(job.has("basic_auth") || job.has("authorization")).as(job.toString()).isTrue();
      assertThat(job.at("/tls_config/ca_file").asText()).endsWith("/prometheus/ca.pem");
      ((ObjectNode) job).remove(SCRAPE_ACCESS);
    }
    ObjectNode alertmanager = (ObjectNode) secure.at("/alerting/alertmanagers/0");
    assertThat(alertmanager.at("/tls_config/ca_file").asText()).endsWith("/prometheus/ca.pem");
    alertmanager.remove(SCRAPE_ACCESS);
    assertThat(secure).isEqualTo(monitoring.read("prometheus/prometheus.yml"));
  }

  @Test
  void grafana_has_the_same_datasources() throws Exception {
    JsonNode secure = monitoring.read("grafana/secure/datasources.yml");
    JsonNode open = monitoring.read("grafana/provisioning/datasources/datasources.yml");

    for (JsonNode datasource : secure.path("datasources")) {
      for (JsonNode secret : datasource.path("secureJsonData")) {
        assertThat(secret.asText()).startsWith("$__file{/var/lib/pipeline/security/grafana/");
      }
      ((ObjectNode) datasource).remove(List.of("secureJsonData", "basicAuth", "basicAuthUser"));
      ((ObjectNode) datasource.path("jsonData"))
          .remove(
              List.of(
                  "tlsAuthWithCACert",
                  "user",
                  "useCustomTLS",
                  "useCertContent",
                  "certPath",
                  "rootPath",
                  "caPath",
                  "allowInsecureTLS"));
      if (datasource.path("type").asText().equals("prometheus")) {
        ((ObjectNode) datasource)
            .put("url", datasource.path("url").asText().replace("https://", "http://"));
      }
    }
    assertThat(secure).isEqualTo(open);
  }
}
