/// Runs a real PostgreSQL in a directory: unpacks, initialises, starts, watches, restarts and stops
/// it, with durable settings, on loopback only, as root or not.
@NullMarked
package dev.countersign.postgres;

import org.jspecify.annotations.NullMarked;
