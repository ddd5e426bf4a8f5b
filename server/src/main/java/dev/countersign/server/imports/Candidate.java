package dev.countersign.server.imports;

import dev.countersign.api.Problem.FieldError;
import dev.countersign.api.UserImport;
import dev.countersign.server.credentials.HashFault;
import dev.countersign.server.credentials.PasswordHash;
import dev.countersign.server.platform.web.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to take over, as far as the request alone can tell.
 *
 * @param temporary whether the password only serves to choose another
 */
record Candidate(
    String email,
    @Nullable String username,
    @Nullable String externalId,
    @Nullable PasswordHash password,
    boolean verified,
    boolean temporary) {
  private static final int EXTERNAL_ID_MAX = 255;
  private static final int HASH_MAX = 1024;

  /** What reading an item came to. */
  sealed interface Reading {
    record Whole(Candidate candidate) implements Reading {}

    /** It cannot be taken over; the code is stable. */
    record Faulty(String code, String message) implements Reading {}
  }

  static Reading read(UserImport item) {
    Fields fields = new Fields();
    String email = fields.email("email", item.email());
    String username = fields.optionalUsername("username", item.username()).orElse(null);
    String externalId =
        fields.optionalText("external_id", item.externalId(), EXTERNAL_ID_MAX).orElse(null);
    String hash = fields.optionalText("password_hash", item.passwordHash(), HASH_MAX).orElse(null);
    if (!fields.faults().isEmpty()) {
      FieldError first = fields.faults().getFirst();
      return new Reading.Faulty(first.code(), first.field() + ": " + first.message());
    }
    return switch (hash == null ? null : PasswordHash.read(hash)) {
      case PasswordHash.Reading.Refused(HashFault fault) ->
          new Reading.Faulty(fault.wireName(), fault.message());
      case PasswordHash.Reading.Accepted(PasswordHash password) ->
          new Reading.Whole(candidate(item, email, username, externalId, password));
      case null -> new Reading.Whole(candidate(item, email, username, externalId, null));
    };
  }

  private static Candidate candidate(
      UserImport item,
      String email,
      @Nullable String username,
      @Nullable String externalId,
      @Nullable PasswordHash password) {
    return new Candidate(
        email,
        username,
        externalId,
        password,
        Boolean.TRUE.equals(item.emailVerified()),
        Boolean.TRUE.equals(item.mustChangePassword()));
  }

  // Names are personal.
  @Override
  public String toString() {
    return "Candidate[" + externalId + "]";
  }
}
