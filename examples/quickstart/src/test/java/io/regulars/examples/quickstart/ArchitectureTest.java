package io.regulars.examples.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What holds across the modules, looked at from where all of them are used. */
@AnalyzeClasses(packages = "io.regulars", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule internal_packages_are_reached_from_their_own_module_only =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.regulars.jdbc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.regulars.jdbc.internal..");

  @ArchTest
  static final ArchRule adapters_do_not_know_the_core =
      noClasses()
          .that()
          .resideInAnyPackage("io.regulars.jdbc..", "io.regulars.inmemory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.regulars",
              "io.regulars.engine..",
              "io.regulars.customer..",
              "io.regulars.visit..",
              "io.regulars.ledger..",
              "io.regulars.tier..",
              "io.regulars.lifecycle..",
              "io.regulars.care..");
}
