/**
 * The quickstart: replays a shop's purchase history through the library and prints what its owner
 * would look at. Read {@link io.regulars.examples.quickstart.CdnowShop} (how a program is written
 * down), then {@link io.regulars.examples.quickstart.Replay} (how commands are given), then {@link
 * io.regulars.examples.quickstart.Report} (how files and timelines are read).
 */
@NullMarked
package io.regulars.examples.quickstart;

import org.jspecify.annotations.NullMarked;
