/** Draws a balance over time as plain geometry, which the page shows as SVG. */
@NullMarked
package dev.countersign.server.console.chart;

import org.jspecify.annotations.NullMarked;
