package io.iotpipeline.connect.converter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpRegistryProbeTest {

  private RegistryStub registry;

  @BeforeEach
  void start() throws IOException {
    registry = RegistryStub.http();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 400, 404, 405})
  void a_registry_that_can_work_answers(int answer) {
    registry.status = answer;

    assertThat(error()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_registry_that_cannot_work_now_does_not_answer(int answer) {
    registry.status = answer;

    assertThat(error())
        .hasValue(RegistryError.noAnswer(registry.url() + " answers with status " + answer));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void a_refused_login_has_words_of_its_own(int answer) {
    registry.status = answer;

    assertThat(error())
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.kind()).isEqualTo(RegistryError.Kind.LOGIN_REFUSED);
              assertThat(refused.text())
                  .startsWith(registry.url() + " answers with status " + answer)
                  .contains("registry.probe.authorization")
                  .endsWith("restart the worker");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307})
  void a_redirect_is_not_the_registry(int answer) {
    registry.status = answer;

    assertThat(error())
        .hasValueSatisfying(
            redirect -> {
              assertThat(redirect.kind()).isEqualTo(RegistryError.Kind.NO_ANSWER);
              assertThat(redirect.text()).contains("status " + answer, "registry.probe.url");
            });
  }

  @Test
  void a_registry_that_is_away_does_not_answer() {
    registry.close();

    assertThat(error())
        .hasValueSatisfying(
            away -> {
              assertThat(away.kind()).isEqualTo(RegistryError.Kind.NO_ANSWER);
              assertThat(away.text())
                  .startsWith("no answer from " + registry.url())
                  .containsIgnoringCase("connect")
                  .doesNotContain("null");
            });
  }

  @Test
  void the_login_is_sent_with_each_request() {
    try (HttpRegistryProbe probe = probe(Optional.of("Bearer abc"))) {
      probe.error();
      probe.error();
    }

    assertThat(registry.logins).containsExactly("Bearer abc", "Bearer abc");
  }

  @Test
  void without_a_login_no_header_is_sent() {
    error();

    assertThat(registry.logins).containsExactly("none");
  }

  /** The target of a redirect may be anybody. */
  @Test
  void a_login_does_not_follow_a_redirect() throws IOException {
    try (RegistryStub other = RegistryStub.http();
        OneAnswer redirect =
            new OneAnswer(
                "HTTP/1.1 302 Found\r\nLocation: "
                    + other.url()
                    + "\r\nContent-Length: 0\r\n\r\n");
        HttpRegistryProbe probe =
            new HttpRegistryProbe(redirect.uri(), Optional.of("Bearer abc"), Optional.empty())) {
      assertThat(probe.error()).isPresent();

      assertThat(other.logins).isEmpty();
    }
  }

  @Test
  void a_token_in_the_query_is_not_shown() {
    registry.status = 503;
    URI url = URI.create(registry.url() + "?token=abc");

    try (HttpRegistryProbe probe = new HttpRegistryProbe(url, Optional.empty(), Optional.empty())) {
      assertThat(probe.error())
          .hasValue(RegistryError.noAnswer(registry.url() + " answers with status 503"));
    }
  }

  /** A connection can break between the head and the body of an answer. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read takes no interrupt
  void the_body_is_not_awaited() throws IOException {
    try (OneAnswer answer =
            new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[\"a-subject\",");
        HttpRegistryProbe probe =
            new HttpRegistryProbe(answer.uri(), Optional.empty(), Optional.empty())) {
      Instant begin = Instant.now();

      assertThat(probe.error()).isEmpty();

      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void an_interrupt_ends_a_request() throws Exception {
    try (OneAnswer silent = new OneAnswer("");
        HttpRegistryProbe probe =
            new HttpRegistryProbe(silent.uri(), Optional.empty(), Optional.empty())) {
      Thread task = Thread.currentThread();
      CompletableFuture<Void> interrupt = silent.asked.thenRun(task::interrupt);

      assertThatThrownBy(probe::error).isInstanceOf(WaitInterruptedError.class);

      assertThat(Thread.interrupted()).isTrue();
      interrupt.join();
    }
  }

  @Test
  void a_closed_probe_keeps_no_thread() {
    List<HttpRegistryProbe> probes = new ArrayList<>();
    for (int probe = 0; probe < 5; probe++) {
      probes.add(probe(Optional.empty()));
    }
    Set<Thread> others = clientThreads();
    probes.forEach(HttpRegistryProbe::error);
    Set<Thread> started = clientThreads();
    started.removeAll(others);
    assertThat(started).hasSize(5);

    probes.forEach(HttpRegistryProbe::close);

    Instant end = Instant.now().plusSeconds(30);
    while (started.stream().anyMatch(Thread::isAlive) && Instant.now().isBefore(end)) {
      System.gc();
    }
    assertThat(started).noneMatch(Thread::isAlive);
    assertThat(probes).hasSize(5); // still in use, so closing them has ended the threads
  }

  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Optional<RegistryError> error() {
    try (HttpRegistryProbe probe = probe(Optional.empty())) {
      return probe.error();
    }
  }

  private HttpRegistryProbe probe(Optional<String> login) {
    return new HttpRegistryProbe(registry.uri(), login, Optional.empty());
  }

  /** Sends the same bytes as an answer to the first request, and keeps the connection open. */
  private static final class OneAnswer implements AutoCloseable {

    /** Done when a request has come. */
    final CompletableFuture<Void> asked;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private volatile Socket connection;

    OneAnswer(String answer) throws IOException {
      asked = CompletableFuture.runAsync(() -> answer(answer));
    }

    private void answer(String answer) {
      try {
        connection = server.accept();
        int first = connection.getInputStream().read();
        assertThat(first).isEqualTo('G');
        connection.getOutputStream().write(answer.getBytes(UTF_8));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:%d/subjects".formatted(server.getLocalPort()));
    }

    @Override
    public void close() throws IOException {
      server.close();
      if (connection != null) {
        connection.close();
      }
    }
  }
}
