package dev.countersign.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The messages that a service under test has written to its outbox folder. */
public final class Outbox {
  private static final Duration PATIENCE = Patience.LIMIT;

  private final Path folder;

  private Outbox(Path folder) {
    this.folder = folder;
  }

  public static Outbox of(TestData data) {
    return new Outbox(data.directory().resolve("outbox"));
  }

  /** Returns once no message of that database waits to be delivered. */
  public static void awaitDelivered(JdbcClient superuser) {
    Awaitility.await()
        .until(
            () ->
                superuser
                    .sql("select count(*) from mails where status = 'queued'")
                    .query(Long.class)
                    .single(),
            queued -> queued == 0);
  }

  /** One message as its reader sees it. */
  public record Message(String to, String subject, String text) {
    private static final Pattern TOKEN = Pattern.compile("https?://\\S+\\?token=(\\S+)");
    private static final Pattern CODE = Pattern.compile("^ {4}(\\d{6})\\s*$", Pattern.MULTILINE);

    /** Reads a message as it travels. */
    public static Message of(MimeMessage message) {
      try {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        return new Message(
            message.getHeader("To", ","),
            message.getSubject(),
            (String) parts.getBodyPart(0).getContent());
      } catch (MessagingException e) {
        throw new IllegalStateException(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The token of its link. */
    public String token() {
      return first(TOKEN);
    }

    /** The link itself. */
    public String link() {
      Matcher link = TOKEN.matcher(text);
      assertThat(link.find()).as("a link in %s", text).isTrue();
      return link.group();
    }

    /** The six digits. */
    public String code() {
      return first(CODE);
    }

    private String first(Pattern pattern) {
      Matcher found = pattern.matcher(text);
      assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
      return found.group(1);
    }
  }

  /** What has been written to somebody so far, of one kind, the oldest first. */
  public List<Message> to(String address, String kind) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-" + kind + ".eml"))
          .sorted()
          .map(Outbox::read)
          .filter(message -> message.to().equals(address))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The latest of so many messages to somebody, when they are there. */
  public Message await(String address, String kind, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> to(address, kind), found -> found.size() >= count)
        .getLast();
  }

  /** The latest of so many text messages to a number, when they are there. */
  public String awaitText(String number, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> texts(number), found -> found.size() >= count)
        .getLast();
  }

  private List<String> texts(String number) {
    if (Files.notExists(folder)) {
      return List.of();
    }
    String head = "To: " + number + "\n\n";
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-sms.txt"))
          .sorted()
          .map(Outbox::text)
          .filter(text -> text.startsWith(head))
          .map(text -> text.substring(head.length()).strip())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Message.of(new MimeMessage(Session.getInstance(new Properties()), in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
