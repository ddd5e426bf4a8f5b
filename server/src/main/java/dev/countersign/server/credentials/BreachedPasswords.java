package dev.countersign.server.credentials;

import dev.countersign.server.credentials.BreachSource.Answer;
import dev.countersign.server.platform.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Asks every source there is whether a password leaked elsewhere. One that lists it is enough; one
 * that answers stands in for another that cannot.
 */
final class BreachedPasswords implements AutoCloseable {
  private final List<BreachSource> sources;

  BreachedPasswords(List<BreachSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Whether there is anything to ask. */
  boolean canBeAsked() {
    return !sources.isEmpty();
  }

  /** Not to be called inside a transaction: it may wait for an answer over the network. */
  Answer ask(Secret password) {
    String sha1 = sha1(password);
    Answer best = Answer.UNKNOWN;
    for (BreachSource source : sources) {
      Answer answer = source.ask(sha1);
      if (answer == Answer.LISTED) {
        return answer;
      }
      if (answer == Answer.NOT_LISTED) {
        best = answer;
      }
    }
    return best;
  }

  @Override
  public void close() {
    sources.forEach(BreachSource::close);
  }

  // SHA-1 is what the lists are made of; it guards nothing here.
  private static String sha1(Secret password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(password.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
