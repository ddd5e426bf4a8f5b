package dev.countersign.server.tokens;

/** What checking a token came to. */
public sealed interface TokenCheck {
  /** Everything in it holds now. Whether its session has ended is for others to say. */
  record Valid(VerifiedToken token) implements TokenCheck {}

  /** The same for a token of a client's own. */
  record ValidClient(VerifiedClientToken token) implements TokenCheck {}

  /** It is good for nothing here. */
  record Refused(Reason reason) implements TokenCheck {}

  /** Why a token is refused. Told to logs and tests; callers hear less. */
  enum Reason {
    /** Too long, not three parts of base64url, not JSON objects, or names given twice. */
    MALFORMED,
    /** A header with anything but algorithm, type and key. */
    HOSTILE_HEADER,
    /** Of another kind than asked for. */
    WRONG_KIND,
    UNKNOWN_KEY,
    /** Another algorithm than its key's. */
    WRONG_ALGORITHM,
    BAD_SIGNATURE,
    /** A claim that is missing, malformed or not for us. */
    BAD_CLAIMS,
    NOT_YET_VALID,
    EXPIRED
  }
}
