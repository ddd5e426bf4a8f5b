package dev.countersign.server.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what it was to deliver, and fails as told. */
final class RecordingTransport implements Transport {
  final List<String> delivered = new CopyOnWriteArrayList<>();
  volatile @Nullable IOException failure;
  volatile Runnable meanwhile = () -> {};

  @Override
  public Session session() {
    return Session.getInstance(new Properties());
  }

  @Override
  public String from() {
    return "noreply@example.org";
  }

  @Override
  public void deliver(MimeMessage message, String name) throws IOException {
    meanwhile.run();
    IOException failing = failure;
    if (failing != null) {
      throw failing;
    }
    delivered.add(name);
  }
}
