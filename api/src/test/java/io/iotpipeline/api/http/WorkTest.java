package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.api.answer.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    ApiFixture.await(vertx.close());
  }

  /** None may wait. */
  private Work work(int max, Duration timeout) {
    return new Work(vertx, new Turns(vertx, max, 0, Duration.ofMinutes(1)), timeout);
  }

  private static void assertStatus(Future<?> answer, int status) {
    await().until(answer::isComplete);
    assertThat(answer.cause())
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.status()).isEqualTo(status));
  }

  @Test
  void further_queries_than_there_may_be_are_refused_until_one_is_done() {
    Work work = work(2, Duration.ofMinutes(1));
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<String> pending = new CompletableFuture<>();
    Future<Boolean> first =
        work.blocking(
            () -> {
              done.await();
              return true;
            },
            Function.identity());
    Future<String> second = work.async(() -> pending, Function.identity());

    assertStatus(work.blocking(() -> 1, Function.identity()), 503);
    assertStatus(work.async(() -> pending, Function.identity()), 503);
    done.countDown();
    pending.complete("x");

    await().until(() -> first.isComplete() && second.isComplete() && work.inWork() == 0);
    Future<Integer> third = work.blocking(() -> 1, Function.identity());
    await().until(third::succeeded);
  }

  @Test
  void a_query_that_does_not_end_is_answered_but_stays_in_work() {
    Work work = work(1, Duration.ofMillis(50));
    CompletableFuture<String> pending = new CompletableFuture<>();

    assertStatus(work.async(() -> pending, Function.identity()), 504);

    assertThat(work.inWork()).isEqualTo(1);
    pending.complete("x");
    await().until(() -> work.inWork() == 0);
  }

  @Test
  void a_failed_query_is_not_in_work() {
    Work work = work(1, Duration.ofMinutes(1));

    assertStatus(
        work.async(
            () -> {
              throw ProblemException.badRequest("x");
            },
            Function.identity()),
        400);
    assertStatus(
        work.async(
            () -> CompletableFuture.failedFuture(ProblemException.notFound("x")),
            Function.identity()),
        404);
    assertStatus(
        work.blocking(
            () -> {
              throw ProblemException.badRequest("x");
            },
            Function.identity()),
        400);
    await().until(() -> work.inWork() == 0);
  }

  @Test
  void a_query_is_in_work_until_its_answer_is_rendered() {
    Work work = work(2, Duration.ofMinutes(1));
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger rendering = new AtomicInteger();
    Function<String, String> slow =
        found -> {
          rendering.incrementAndGet();
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return found + "!";
        };
    Future<String> first = work.async(() -> CompletableFuture.completedFuture("a"), slow);
    Future<String> second = work.blocking(() -> "b", slow);
    await().until(() -> rendering.get() == 2);

    assertThat(work.inWork()).isEqualTo(2);
    assertStatus(work.async(() -> CompletableFuture.completedFuture("c"), slow), 503);
    done.countDown();

    await().until(() -> work.inWork() == 0 && second.succeeded());
    assertThat(first.result()).isEqualTo("a!");
  }
}
