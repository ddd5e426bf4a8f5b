/** Statements of accounts for people, their accountants and their programs. */
@ApplicationModule(allowedDependencies = {"platform", "tenants", "access", "ledger", "users"})
@NullMarked
package dev.countersign.server.statements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
