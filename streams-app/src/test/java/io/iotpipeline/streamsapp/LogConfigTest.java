package io.iotpipeline.streamsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the app logs, and how much. */
class LogConfigTest {

  @TempDir private Path folder;

  @AfterEach
  void reset() {
    System.clearProperty("log.appender");
    System.clearProperty("log.file");
  }

  @Test
  void the_log_goes_to_the_console_by_default() throws Exception {
    try (LoggerContext log4j = start()) {
      assertThat(root(log4j).getAppenders()).containsOnlyKeys("console");
    }
  }

  @Test
  void a_log_file_is_rotated_and_limited() throws Exception {
    Path file = folder.resolve("app.log");
    System.setProperty("log.appender", "file");
    System.setProperty("log.file", file.toString());

    try (LoggerContext log4j = start()) {
      log4j.getLogger("io.iotpipeline.Test").info("a line");

      assertThat(root(log4j).getAppenders()).containsOnlyKeys("file");
      RollingFileAppender appender = (RollingFileAppender) root(log4j).getAppenders().get("file");
      SizeBasedTriggeringPolicy policy = appender.getTriggeringPolicy();
      assertThat(policy.getMaxFileSize()).isEqualTo(10 << 20);
      assertThat(
              ((DefaultRolloverStrategy) appender.getManager().getRolloverStrategy()).getMaxIndex())
          .isEqualTo(4);
    }

    assertThat(file).content().contains("a line");
    assertThat(folder.toFile().list()).containsExactly("app.log");
  }

  private static LoggerConfig root(LoggerContext log4j) {
    return log4j.getConfiguration().getRootLogger();
  }

  private static LoggerContext start() throws URISyntaxException {
    URI configuration = LogConfigTest.class.getResource("/log4j2.properties").toURI();
    LoggerContext log4j = new LoggerContext("test", null, configuration);
    log4j.start();
    return log4j;
  }
}
