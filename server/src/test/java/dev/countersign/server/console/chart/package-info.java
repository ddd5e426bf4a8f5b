/** The chart's geometry, checked without a browser. */
@NullMarked
package dev.countersign.server.console.chart;

import org.jspecify.annotations.NullMarked;
