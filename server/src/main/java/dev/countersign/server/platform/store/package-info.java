/** The PostgreSQL store: who connects as whom, and which tenants a transaction may see. */
@NullMarked
package dev.countersign.server.platform.store;

import org.jspecify.annotations.NullMarked;
