/** The Countersign service. */
@NullMarked
package dev.countersign.server;

import org.jspecify.annotations.NullMarked;
