package io.iotpipeline.connect.converter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What all classes log, from level TRACE. */
final class CapturedLog implements AutoCloseable {

  private final Logger root = (Logger) LogManager.getRootLogger();
  private final Level level = root.getLevel();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private final AbstractAppender appender =
      new AbstractAppender("captured", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(
              event.getLevel()
                  + " "
                  + event.getMessage().getFormattedMessage()
                  + (event.getThrown() == null ? "" : " " + event.getThrown()));
        }
      };

  CapturedLog() {
    appender.start();
    Configurator.setRootLevel(Level.TRACE);
    root.addAppender(appender);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  List<String> warnings() {
    return lines.stream().filter(line -> line.startsWith("WARN ")).toList();
  }

  @Override
  public void close() {
    root.removeAppender(appender);
    Configurator.setRootLevel(level);
    appender.stop();
  }
}
