package io.regulars.spi.visit;

/** What a receipt's line sells. */
public enum ItemKind {
  /** Work done for the customer. */
  SERVICE,
  /** Goods taken home. */
  PRODUCT
}
