package dev.countersign.server.tokens;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody waits for a key; another's look-up may answer it. */
final class PublicKeyQuestion {
  private final String keyId;
  private volatile @Nullable Supplier<Optional<SigningKey.Public>> answer;

  PublicKeyQuestion(String keyId) {
    this.keyId = keyId;
  }

  String keyId() {
    return keyId;
  }

  void answerFrom(List<SigningKey.Public> found) {
    Optional<SigningKey.Public> key =
        found.stream().filter(one -> one.keyId().equals(keyId)).findFirst();
    answer = () -> key;
  }

  void fail(RuntimeException failure) {
    answer =
        () -> {
          throw failure;
        };
  }

  boolean isAnswered() {
    return answer != null;
  }

  Optional<SigningKey.Public> answer() {
    Supplier<Optional<SigningKey.Public>> given = answer;
    if (given == null) {
      throw new IllegalStateException("nobody has answered yet");
    }
    return given.get();
  }
}
