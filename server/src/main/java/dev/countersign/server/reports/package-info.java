/** Reports over a tenant's whole ledger. */
@ApplicationModule(allowedDependencies = {"platform", "access", "ledger"})
@NullMarked
package dev.countersign.server.reports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
