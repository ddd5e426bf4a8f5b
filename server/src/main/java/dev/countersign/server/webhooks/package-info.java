/** Tells other programs what happens, by requests to addresses that a tenant names. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "events"})
@NullMarked
package dev.countersign.server.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
