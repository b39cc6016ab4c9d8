package io.iotpipeline.benchmarks.gateway;

import io.iotpipeline.admin.cluster.Poller;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The connections of the load generator, all on one thread. */
final class LoadConnections implements AutoCloseable {

  /** Connections that are opened before their logins are awaited. */
  private static final int OPENED_AT_ONCE = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

  private final NioEventLoopGroup group =
      new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));
  private final int port;
  private final Supplier<LoadClient> newClient;
  private final List<LoadClient> clients = new ArrayList<>();

  private LoadConnections(int port, Supplier<LoadClient> newClient) {
    this.port = port;
    this.newClient = newClient;
  }

  /**
   * @param meter counts the answers
   */
  static LoadConnections to(int port, Scenario scenario, LoadMeter meter) {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    LoadMessages messages = LoadMessages.of(scenario);
    return new LoadConnections(
        port,
        new Supplier<>() {
          private int number;

          @Override
          public LoadClient get() {
            List<ByteBuf> own = messages.of(number++ % scenario.connections());
            return switch (scenario.protocol()) {
              case HTTP -> new HttpLoadClient(own, scenario.batch(), meter);
              case MQTT -> new MqttLoadClient(own, meter);
            };
          }
        });
  }

  /** Opens connections, and logs in where the protocol needs it. */
  void open(int count) throws InterruptedException {
    while (clients.size() < count) {
      List<LoadClient> opened = new ArrayList<>();
      for (int i = 0; i < Math.min(OPENED_AT_ONCE, count - clients.size()); i++) {
        opened.add(newClient.get());
      }
      clients.addAll(opened);
      for (LoadClient client : opened) {
        connect(client);
      }
      await("connections to be accepted", opened, LoadClient::isReady);
    }
  }

  private void connect(LoadClient client) throws InterruptedException {
    new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(client);
              }
            })
        .connect("127.0.0.1", port)
        .sync();
  }

  /** Each connection sends one message after the other from now on. */
  void load() {
    clients.forEach(client -> client.send(true));
  }

  /** Each connection sends one message, and waits for its answer. */
  void sendOnce() {
    clients.forEach(client -> client.send(false));
    awaitAnswers();
  }

  /** Ends the load. */
  void awaitAnswers() {
    clients.forEach(LoadClient::stop);
    await("messages to be answered", clients, client -> !client.isWaiting());
  }

  private static void await(
      String what, List<LoadClient> clients, Predicate<LoadClient> condition) {
    Poller.waitFor(what, TIMEOUT)
        .every(CHECK_INTERVAL)
        .await(
            () -> {
              long left = clients.stream().filter(condition.negate()).count();
              return left == 0 ? Optional.empty() : Optional.of(left + " are not");
            });
  }

  void closeAll() throws InterruptedException {
    for (LoadClient client : clients) {
      client.close();
    }
    clients.clear();
  }

  @Override
  public void close() throws InterruptedException {
    closeAll();
  }
}
