package dev.countersign.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything logged while it is open, at every level of our own code, so that a test can say that
 * no secret was among it:
 *
 * <pre>{@code
 * try (LogCapture log = LogCapture.start()) {
 *   // ... sign in with the password ...
 *   log.assertNeverContains(password);
 * }
 * }</pre>
 */
public final class LogCapture implements AutoCloseable {
  private static final String OURS = "dev.countersign";

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = logger(OURS);
  private final @Nullable Level levelBefore = ours.getLevel();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  private LogCapture() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    ours.setLevel(Level.TRACE);
  }

  public static LogCapture start() {
    return new LogCapture();
  }

  /** One line per event: logger, message, values, context and stack trace. */
  public List<String> lines() {
    return events.stream().map(LogCapture::line).toList();
  }

  public void assertNeverContains(String secret) {
    assertThat(secret).as("the secret looked for").isNotBlank();
    assertThat(lines()).noneMatch(line -> line.contains(secret));
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    ours.setLevel(levelBefore);
    appender.stop();
  }

  private static String line(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return String.join(
        " ",
        event.getLevel().toString(),
        event.getLoggerName(),
        event.getFormattedMessage(),
        String.valueOf(event.getKeyValuePairs()),
        String.valueOf(event.getMDCPropertyMap()),
        trace);
  }

  private static Logger logger(String name) {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
  }
}
