/** What people ask others to pay them. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "ledger", "users"})
@NullMarked
package dev.countersign.server.requests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
