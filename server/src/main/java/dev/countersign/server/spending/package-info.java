/** How much people may spend in a day, a week or a month. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "ledger", "users"})
@NullMarked
package dev.countersign.server.spending;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
