/** What happens, told to those who may know while it happens, each event once and in one order. */
@ApplicationModule(allowedDependencies = {"platform", "access", "audit", "ledger"})
@NullMarked
package dev.countersign.server.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
