/** Identifiers: UUIDv7 inside, a readable prefix outside. */
@NullMarked
package dev.countersign.server.platform.id;

import org.jspecify.annotations.NullMarked;
