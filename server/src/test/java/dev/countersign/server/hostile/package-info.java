/** Published hostile input against every endpoint. */
@NullMarked
package dev.countersign.server.hostile;

import org.jspecify.annotations.NullMarked;
