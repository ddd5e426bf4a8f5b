/** Payments that people have the service make later, once or again and again. */
@ApplicationModule(
    allowedDependencies = {"platform", "tenants", "access", "audit", "ledger", "users"})
@NullMarked
package dev.countersign.server.schedules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
