package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.admission.Outcome;
import io.iotpipeline.vertxserver.InternalErrors;

/** How the clients of a path expect their answers. */
enum Dialect {
  /** This gateway's own. */
  EVENTS {
    @Override
    Answer done(Outcome outcome) {
      return outcome.rejected().isEmpty()
          ? Answer.json(202, Json.accepted(outcome.accepted()))
          : Answer.json(statusOf(outcome), Json.rejected(outcome));
    }

    @Override
    Answer error(int status, String message) {
      return Answer.json(status, Json.object("error", message));
    }
  },

  /** That of InfluxDB 1. */
  INFLUX_1 {
    /** Telegraf's output for InfluxDB 1 drops a batch on any 4xx. */
    @Override
    int busy() {
      return 503;
    }

    @Override
    Answer error(int status, String message) {
      return Answer.json(status, Json.object("error", message));
    }
  },

  /** That of InfluxDB 2. */
  INFLUX_2 {
    @Override
    Answer error(int status, String message) {
      return Answer.json(status, Json.object("code", code(status), "message", message));
    }
  };

  private static final int MAX_SHOWN = 5;

  /** The answer when Kafka has acknowledged all that is to be kept; that of InfluxDB. */
  Answer done(Outcome outcome) {
    return outcome.rejected().isEmpty()
        ? Answer.empty(204)
        : error(statusOf(outcome), partialWrite(outcome));
  }

  abstract Answer error(int status, String message);

  /** The answer after a bug. */
  Answer internalError(Throwable problem) {
    InternalErrors.log(problem);
    return error(500, "internal error; see the log of the gateway");
  }

  /** The status by which clients know that they should send again later. */
  int busy() {
    return 429;
  }

  /** Forbidden only if nothing else is to be said. */
  private static int statusOf(Outcome outcome) {
    return outcome.accepted() == 0
            && outcome.rejected().stream().allMatch(each -> each.cause() == Outcome.Cause.FORBIDDEN)
        ? 403
        : 400;
  }

  /** Agents know by the first words that sending again is of no use. */
  private static String partialWrite(Outcome outcome) {
    StringBuilder message = new StringBuilder("partial write: ");
    outcome.rejected().stream()
        .limit(MAX_SHOWN)
        .forEach(
            each ->
                message
                    .append("line ")
                    .append(each.index() + 1)
                    .append(": ")
                    .append(each.error())
                    .append("; "));
    return message
        .append("accepted=")
        .append(outcome.accepted())
        .append(" dropped=")
        .append(outcome.rejected().size())
        .toString();
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 413 -> "request too large";
      case 429 -> "too many requests";
      case 503 -> "unavailable";
      default -> "invalid";
    };
  }
}
