package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryVerdict;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.internal.core.retry.DefaultRetryPolicy;

/**
 * Repeats a read that timed out. For some ten seconds after a node was killed the others still
 * count on its answer; once they know better, two of three are enough.
 */
public final class ReadTimeoutRetryPolicy extends DefaultRetryPolicy {

  private static final int RETRIES = 3;

  public ReadTimeoutRetryPolicy(DriverContext context, String profileName) {
    super(context, profileName);
  }

  @Override
  public RetryVerdict onReadTimeoutVerdict(
      Request request,
      ConsistencyLevel consistency,
      int blockFor,
      int received,
      boolean dataPresent,
      int retryCount) {
    return retryCount < RETRIES ? RetryVerdict.RETRY_SAME : RetryVerdict.RETHROW;
  }
}
