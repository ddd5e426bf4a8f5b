package dev.countersign.server.platform.store;

import java.io.PrintWriter;

/**
 * A command that works on the store itself, whether the service is up or down: {@code audit
 * verify}. Implementations are annotated with picocli's {@code @Command}, whose name is the second
 * word, and are named in {@code META-INF/services}.
 *
 * <pre>{@code
 * @Command(name = "verify", description = "Recomputes the audit log from its rows.")
 * public final class AuditVerify implements StoreCommand {
 *   @Override public String group() { return "audit"; }
 *   @Override public int run(StoreAccess store, PrintWriter out) { ... }
 * }
 * }</pre>
 */
public interface StoreCommand {
  /** The first word. */
  String group();

  /** Does the work and answers the exit code. */
  int run(StoreAccess store, PrintWriter out);
}
