package io.regulars.testkit;

import io.regulars.spi.storage.Storage;

/** What each group of laws of complaints works with. */
interface WalkLaws {

  /** Returns an empty storage. */
  Storage freshStorage();
}
