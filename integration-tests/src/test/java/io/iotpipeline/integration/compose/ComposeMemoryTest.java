package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.iotpipeline.integration.Checkout;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The sums of the memory limits, as docker-compose.yml and docs/docker-compose.md state them. */
class ComposeMemoryTest {

  @Test
  void default_profile_fits_a_laptop_with_8_gb() {
    assertThat(megabytes("")).isLessThan(6 * 1024);
  }

  @Test
  void sums_are_stated() {
    String header = ComposeFile.TEXT.substring(0, ComposeFile.TEXT.indexOf("x-service"));
    String document = Checkout.read("docs/docker-compose.md");

    for (String profile : new String[] {"", "cluster", "monitoring"}) {
      String sum = String.format(Locale.ROOT, "%.1f GB", megabytes(profile) / 1024.0);
      assertThat(header).as("sum of profile '%s'", profile).contains(sum);
      assertThat(document).as("sum of profile '%s'", profile).contains(sum);
    }
  }

  /** The services of a profile that keep running; the empty name is for no profile. */
  private static int megabytes(String profile) {
    int sum = 0;
    for (String name : ComposeFile.services()) {
      JsonNode service = ComposeFile.service(name);
      if (service.path("profiles").path(0).asText("").equals(profile)
          && !ComposeFile.ONE_SHOTS.contains(name)) {
        sum += Integer.parseInt(service.path("mem_limit").asText().replace("m", ""));
      }
    }
    return sum;
  }
}
