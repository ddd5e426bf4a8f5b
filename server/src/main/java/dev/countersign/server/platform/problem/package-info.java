/** Refusals as RFC 9457 problems, rendered once at the edge. */
@NullMarked
package dev.countersign.server.platform.problem;

import org.jspecify.annotations.NullMarked;
