/** Mandates: the payer's word that a payee may draw on their account, so much and so often. */
@ApplicationModule(
    allowedDependencies = {"platform", "access", "audit", "ledger", "tokens", "users"})
@NullMarked
package dev.countersign.server.mandates;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
