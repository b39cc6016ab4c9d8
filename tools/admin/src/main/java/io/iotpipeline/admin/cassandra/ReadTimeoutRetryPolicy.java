package io.iotpipeline.admin.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.retry.RetryVerdict;
import com.datastax.oss.driver.api.core.session.Request;
import com.datastax.oss.driver.internal.core.retry.DefaultRetryPolicy;

/**
 * Retries a read that timed out, up to three times. After a node is killed, the coordinators still
 * send it reads for about ten seconds; once they have marked it down, two of three nodes are
 * enough.
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
