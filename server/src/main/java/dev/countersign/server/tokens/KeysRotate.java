package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.TenantId;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code countersign keys rotate}. */
@Command(
    name = "rotate",
    description = {
      "Lets new keys sign in place of the active ones, within a minute.",
      "What the old ones signed stays good until it expires."
    })
public final class KeysRotate extends KeyCommand {
  @Option(names = "--tenant", paramLabel = "TENANT", description = "Those of one tenant only.")
  private @Nullable String tenant;

  @Option(
      names = "--announce",
      description = "Only publish the new keys; they sign when everybody had time to learn them.")
  private boolean announce;

  /** Made by the service loader. */
  public KeysRotate() {}

  @Override
  int run(KeyRing ring, PrintWriter out) {
    List<StoredKey> active =
        ring.all().stream()
            .filter(key -> key.phase() == KeyPhase.ACTIVE)
            .filter(key -> tenant == null || key.tenant().text().equals(tenant))
            .toList();
    for (StoredKey key : active) {
      TenantId owner = key.tenant();
      if (announce) {
        ring.announce(owner, key.algorithm());
      } else {
        ring.rotate(owner, key.algorithm());
      }
    }
    if (active.isEmpty()) {
      out.println("There is no active key to rotate.");
      return NOTHING_DONE;
    }
    print(ring.all(), out);
    return DONE;
  }
}
