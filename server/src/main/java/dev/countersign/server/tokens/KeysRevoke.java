package dev.countersign.server.tokens;

import dev.countersign.server.revocation.Revocation;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code countersign keys revoke}. */
@Command(
    name = "revoke",
    description = {
      "Revokes a lost key: every node refuses what it signed within a second.",
      "Whoever held such a token signs in again; a new key signs."
    })
public final class KeysRevoke extends KeyCommand {
  @Parameters(paramLabel = "KEY", description = "The key's id, as keys list shows it.")
  private String keyId = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private String reason = "lost";

  /** Made by the service loader. */
  public KeysRevoke() {}

  @Override
  int run(KeyRing ring, PrintWriter out) {
    Optional<StoredKey> found =
        ring.all().stream().filter(key -> key.keyId().equals(keyId)).findFirst();
    if (found.isEmpty()) {
      out.println("There is no key " + keyId + ".");
      return NOTHING_DONE;
    }
    String why = reason.substring(0, Math.min(reason.length(), Revocation.REASON_MAX));
    if (!ring.revoke(found.get(), why)) {
      out.println("The key " + keyId + " was revoked before.");
      return NOTHING_DONE;
    }
    print(ring.all(), out);
    return DONE;
  }
}
