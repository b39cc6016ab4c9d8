package io.iotpipeline.connectlogin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.Principal;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusUsersTest {

  private final StatusUsers filter = new StatusUsers(Set.of("api"));

  private boolean passes(String user, String method, String path) {
    URI base = URI.create("https://connect:8083/");
    Principal principal = user == null ? null : () -> user;
    SecurityContext login =
        new SecurityContext() {
          @Override
          public Principal getUserPrincipal() {
            return principal;
          }

          @Override
          public boolean isUserInRole(String role) {
            return false;
          }

          @Override
          public boolean isSecure() {
            return true;
          }

          @Override
          public String getAuthenticationScheme() {
            return BASIC_AUTH;
          }
        };
    ContainerRequest request =
        new ContainerRequest(
            base,
            base.resolve(path),
            method,
            login,
            new MapPropertiesDelegate(),
            new ResourceConfig());
    filter.filter(request);
    return request.getAbortResponse() == null;
  }

  @ParameterizedTest
  @CsvSource({
    "true, GET, /connectors?expand=status",
    "false, GET, /connectors",
    "false, GET, /connectors/?expand=status",
    "false, GET, /connectors?expand=info",
    "false, GET, /connectors?expand=status&expand=info",
    "false, GET, /connectors?expand=status&x=y",
    "false, HEAD, /connectors?expand=status",
    "false, POST, /connectors?expand=status",
    "false, GET, /connectors/a/status",
    "false, GET, /connectors/a/config",
    "false, PUT, /connectors/a/pause",
    "false, GET, /"
  })
  void a_status_user_sees_states_only(boolean passes, String method, String path) {
    assertThat(passes("api", method, path)).isEqualTo(passes);
    assertThat(passes("operator", method, path)).isTrue();
  }

  /** Connect's workers among themselves, whose requests are signed. */
  @Test
  void who_has_no_login_is_no_status_user() {
    assertThat(passes(null, "POST", "/connectors/a/tasks")).isTrue();
  }
}
