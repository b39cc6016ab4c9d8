package io.iotpipeline.connect.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A receiver that can be away or slow, and refuses what contains a word. */
final class RecordingReceiver implements Receiver {

  final List<String> received = new ArrayList<>();
  boolean away;
  int takesUntilAway = Integer.MAX_VALUE;
  int attempts;
  long nanosPerRequest;
  long nanos;

  @Override
  public void send(String body) throws ReceiverAwayException, RequestRefusedException {
    attempts++;
    nanos += nanosPerRequest;
    if (away || takesUntilAway == 0) {
      throw new ReceiverAwayException("away", Duration.ZERO);
    }
    if (body.contains("refuse-me")) {
      throw new RequestRefusedException("refused");
    }
    takesUntilAway--;
    received.add(body);
  }
}
