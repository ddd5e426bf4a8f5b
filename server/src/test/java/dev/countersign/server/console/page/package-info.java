/** How values look on pages. */
@NullMarked
package dev.countersign.server.console.page;

import org.jspecify.annotations.NullMarked;
