package io.iotpipeline.connect.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

public class FailureKindTest {

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(FailureKind.UNAVAILABLE, unavailable()),
        arguments(FailureKind.UNAVAILABLE, new CompletionException(unavailable())),
        arguments(FailureKind.WRITE_TIMEOUT, writeTimeout()),
        arguments(FailureKind.UNAVAILABLE, new OverloadedException(null)),
        arguments(FailureKind.UNAVAILABLE, new NoNodeAvailableException()),
        arguments(FailureKind.UNAVAILABLE, AllNodesFailedException.fromErrors(List.of())),
        arguments(FailureKind.UNAVAILABLE, new DriverTimeoutException("30 s")),
        arguments(FailureKind.UNAVAILABLE, new ClosedConnectionException("gone")),
        arguments(FailureKind.REJECTED, new InvalidQueryException(null, "Key may not be empty")),
        arguments(FailureKind.REJECTED, new IllegalArgumentException("not encodable")),
        arguments(FailureKind.FATAL, new UnauthorizedException(null, "no MODIFY permission")),
        arguments(FailureKind.FATAL, new SyntaxError(null, "line 1")),
        arguments(FailureKind.FATAL, new IllegalStateException("session is closed")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void classifies_driver_failures(FailureKind expected, Throwable failure) {
    assertThat(FailureKind.of(failure)).isEqualTo(expected);
  }

  public static WriteTimeoutException writeTimeout() {
    return new WriteTimeoutException(
        null, DefaultConsistencyLevel.QUORUM, 1, 2, DefaultWriteType.UNLOGGED_BATCH);
  }

  public static UnavailableException unavailable() {
    return new UnavailableException(null, DefaultConsistencyLevel.QUORUM, 2, 1);
  }
}
