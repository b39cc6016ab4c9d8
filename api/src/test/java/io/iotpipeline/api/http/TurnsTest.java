package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.api.answer.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    ApiFixture.await(vertx.close());
  }

  private Turns turns(int max, int maxWaiting) {
    return new Turns(vertx, max, maxWaiting, Duration.ofMinutes(1));
  }

  private static void assertBusy(Future<Void> turn) {
    await().until(turn::isComplete);
    assertThat(turn.cause())
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @Test
  void those_who_wait_get_their_turns_in_order() {
    Turns turns = turns(1, 10);
    assertThat(turns.take().succeeded()).isTrue();
    List<Integer> order = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      var unused =
          turns
              .take()
              .onSuccess(
                  turn -> {
                    order.add(number);
                    turns.giveBack();
                  });
    }
    assertThat(turns.waiting()).isEqualTo(5);

    turns.giveBack();

    await().until(() -> turns.taken() == 0);
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void a_turn_begins_when_another_is_given_back() {
    Turns turns = turns(2, 10);
    assertThat(turns.take().succeeded()).isTrue();
    assertThat(turns.take().succeeded()).isTrue();

    Future<Void> third = turns.take();
    assertThat(third.isComplete()).isFalse();
    assertThat(turns.waiting()).isEqualTo(1);
    turns.giveBack();

    await().until(third::succeeded);
    assertThat(turns.taken()).isEqualTo(2);
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void more_than_may_wait_are_refused() {
    Turns turns = turns(1, 1);
    Future<Void> first = turns.take();
    Future<Void> second = turns.take();

    assertBusy(turns.take());

    assertThat(first.succeeded()).isTrue();
    assertThat(second.isComplete()).isFalse();
  }

  @Test
  void who_waits_too_long_is_refused_and_takes_no_turn() {
    Turns turns = new Turns(vertx, 1, 10, Duration.ofMillis(20));
    assertThat(turns.take().succeeded()).isTrue();

    assertBusy(turns.take());
    turns.giveBack();

    assertThat(turns.waiting()).isZero();
    assertThat(turns.taken()).isZero();
  }
}
