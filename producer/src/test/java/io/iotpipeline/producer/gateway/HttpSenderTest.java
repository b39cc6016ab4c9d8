package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.producer.send.StartupException;
import io.iotpipeline.schemas.RejectionReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSenderTest {

  /** Answers a message with events: status and body. */
  private interface Behaviour {
    String answer(HttpExchange exchange, List<String> lines) throws IOException;
  }

  private static final String ACCEPTED = "202 {\"accepted\":1}";

  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Behaviour behaviour = (exchange, lines) -> ACCEPTED;
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/events", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    List<String> lines = body.equals("[]") ? List.of() : body.lines().toList();
    String answer = lines.isEmpty() && requests.get() == 0 ? ACCEPTED : null;
    if (!lines.isEmpty()) {
      requests.incrementAndGet();
      answer = behaviour.answer(exchange, lines);
    } else if (behaviour != null && answer == null) {
      answer = behaviour.answer(exchange, lines);
    }
    int status = Integer.parseInt(answer.substring(0, 3));
    if (status == 202) {
      taken.addAll(lines);
    }
    byte[] bytes = answer.substring(3).strip().getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void every_event_is_sent_once_and_those_of_a_sensor_in_their_order() {
    HttpSender sender = open();

    IntStream.range(0, 5_000).forEach(i -> sender.send(Records.valid(i)));
    sender.flush();
    sender.close();

    assertThat(sender.counts().isSettled()).isTrue();
    assertThat(taken).hasSize(5_000).doesNotHaveDuplicates();
    assertThat(taken.stream().filter(line -> line.contains("\"sensor-3\""))).isSorted();
    assertThat(requests.get()).as("messages of many events").isLessThan(5_000);
    assertThat(messages).isEmpty();
  }

  @Test
  void a_message_is_sent_again_until_it_is_taken() {
    behaviour =
        (exchange, lines) ->
            switch (requests.get()) {
              case 1 -> "429 {\"error\":\"busy\"}";
              case 2 -> "503 {\"error\":\"Kafka is away\"}";
              case 3 -> throw new IOException("closes the connection");
              default -> ACCEPTED;
            };
    HttpSender sender = open();

    sender.send(Records.valid(1));
    sender.flush();

    assertThat(requests.get()).isEqualTo(4);
    assertThat(taken).hasSize(1);
    assertThat(messages).hasSize(2).first().asString().contains("sending again", "429", "busy");
    assertThat(messages).last().isEqualTo("the gateway takes events again");
  }

  @Test
  void what_should_be_unreadable_is_acknowledged_and_what_should_not_has_failed() {
    behaviour =
        (exchange, lines) -> {
          StringBuilder rejected = new StringBuilder();
          for (int i = 0; i < lines.size(); i++) {
            rejected
                .append(i == 0 ? "" : ",")
                .append("{\"index\":" + i + ",\"error\":\"no\",\"quarantined\":true}");
          }
          return "400 {\"accepted\":0,\"rejected\":[" + rejected + "]}";
        };
    HttpSender sender = open();

    sender.send(OutgoingRecord.invalid(RejectionReason.UNDECODABLE, 0, "sensor-1", new byte[] {1}));
    sender.send(Records.valid(1));
    sender.flush();

    assertThat(messages)
        .singleElement()
        .asString()
        .contains("not sent: sensor sensor-1", "000000000001", "no");
  }

  @Test
  void a_message_that_is_refused_for_good_has_failed() {
    behaviour = (exchange, lines) -> "413 {\"error\":\"too large\"}";
    HttpSender sender = open();

    sender.send(Records.valid(1));
    sender.flush();

    assertThat(messages).singleElement().asString().contains("413", "too large");
  }

  @Test
  void an_abort_ends_the_sending_to_a_gateway_that_takes_nothing() {
    behaviour = (exchange, lines) -> "503 {\"error\":\"Kafka is away\"}";
    HttpSender sender = open();
    sender.send(Records.valid(1));
    sender.send(Records.valid(2));

    sender.abort();
    sender.send(Records.valid(3));
    sender.flush();

    assertThat(messages.stream().filter(message -> message.startsWith("not sent"))).hasSize(3);
  }

  @Test
  void a_refused_login_ends_the_start() {
    behaviour =
        (exchange, lines) ->
            "Basic ZGV2aWNlOnRva2Vu".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                ? ACCEPTED
                : "401 {\"error\":\"no token\"}";
    requests.set(1); // so that the check counts too

    assertThatThrownBy(this::open)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("refuses", "gateway.basic.auth.user.info");
    HttpSender.open(
            new GatewayEndpoint(url(), Map.of("basic.auth.user.info", "device:token")),
            messages::add)
        .close();
  }

  @Test
  void a_gateway_that_is_not_there_ends_the_start() {
    server.stop(0);

    assertThatThrownBy(this::open)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("does not answer", url().toString(), "./pipeline up");
  }

  private HttpSender open() {
    return HttpSender.open(new GatewayEndpoint(url(), Map.of()), messages::add);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
