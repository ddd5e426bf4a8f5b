package dev.countersign.server.platform.store;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Iterator;
import org.slf4j.LoggerFactory;

/** The log of a command: warnings, kept apart from what it prints for others to read. */
final class CommandLog {
  private CommandLog() {}

  static void toErrors() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
      for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
        if (all.next() instanceof ConsoleAppender<ILoggingEvent> console) {
          console.setTarget("System.err");
          console.start();
        }
      }
    }
  }
}
