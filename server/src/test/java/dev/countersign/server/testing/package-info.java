/** What tests of the server stand on: a migrated store, and the whole service on a port. */
@NullMarked
package dev.countersign.server.testing;

import org.jspecify.annotations.NullMarked;
