/** Accounts and double-entry movements between them. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit"})
@NullMarked
package dev.countersign.server.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
