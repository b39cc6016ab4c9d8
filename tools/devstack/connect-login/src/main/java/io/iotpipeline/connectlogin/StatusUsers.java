package io.iotpipeline.connectlogin;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets some users see the names and states of all connectors, and nothing else: the settings of a
 * connector may be secret. Others are not restricted.
 */
final class StatusUsers implements ContainerRequestFilter {

  private static final String PATH = "connectors";
  private static final Map<String, List<String>> QUERY = Map.of("expand", List.of("status"));

  private final Set<String> users;

  StatusUsers(Set<String> users) {
    this.users = Set.copyOf(users);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    SecurityContext login = request.getSecurityContext();
    boolean isRestricted =
        login != null
            && login.getUserPrincipal() != null
            && users.contains(login.getUserPrincipal().getName());
    if (isRestricted && !asksForStates(request)) {
      request.abortWith(
          Response.status(Response.Status.FORBIDDEN)
              .entity("This user may GET /connectors?expand=status only.")
              .build());
    }
  }

  private static boolean asksForStates(ContainerRequestContext request) {
    MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
    return request.getMethod().equals(HttpMethod.GET)
        && request.getUriInfo().getPath().equals(PATH)
        && QUERY.equals(query);
  }
}
