package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class HttpAnswerReaderTest {

  private static final String ANSWER =
      "HTTP/1.1 202 Accepted\r\ncontent-type: application/json\r\nContent-Length: 14\r\n\r\n"
          + "{\"accepted\":1}";

  private final HttpAnswerReader reader = new HttpAnswerReader();

  @Test
  void an_answer_in_one_piece_gives_its_status() {
    assertThat(read(ANSWER)).isEqualTo(202);
  }

  @Test
  void an_answer_in_many_pieces_gives_its_status_with_the_last() {
    for (int i = 0; i < ANSWER.length() - 1; i++) {
      assertThat(read(ANSWER.substring(i, i + 1))).isEqualTo(HttpAnswerReader.INCOMPLETE);
    }
    assertThat(read(ANSWER.substring(ANSWER.length() - 1))).isEqualTo(202);
  }

  @Test
  void the_next_answer_is_read_from_its_beginning() {
    read(ANSWER);

    assertThat(read("HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n")).isEqualTo(429);
  }

  private int read(String bytes) {
    return reader.read(Unpooled.copiedBuffer(bytes, US_ASCII));
  }
}
