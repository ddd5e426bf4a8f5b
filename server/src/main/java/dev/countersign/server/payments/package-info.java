/**
 * Payments, deposits, withdrawals and history over HTTP, and the check that joins them to who may
 * pay.
 */
@ApplicationModule(
    allowedDependencies = {
      "platform",
      "tenants",
      "audit",
      "ledger",
      "access",
      "apikeys",
      "clients",
      "privacy",
      "users",
      "sessions",
      "revocation",
      "mandates",
      "spending",
      "schedules",
      "requests",
      "countersigning",
      "factors"
    })
@NullMarked
package dev.countersign.server.payments;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
