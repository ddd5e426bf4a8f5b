/** What an account outside says, held against the ledger. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "ledger"})
@NullMarked
package dev.countersign.server.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
