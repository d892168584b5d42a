package io.regulars.examples.quickstart;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;

/** What holds across the modules, looked at from where all of them are used. */
@AnalyzeClasses(packages = "io.regulars", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  /** A package named {@code internal} belongs to the package around it and what is below that. */
  @ArchTest
  static final ArchRule internal_packages_are_reached_from_around_them_only =
      noClasses()
          .should(
              ArchCondition.from(
                  describe(
                      "reach into an internal package of somebody else",
                      type ->
                          type.getDirectDependenciesFromSelf().stream()
                              .map(dependency -> dependency.getTargetClass().getPackageName())
                              .anyMatch(other -> isForeign(type.getPackageName(), other)))));

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

  private static boolean isForeign(String here, String there) {
    int internal = (there + ".").indexOf(".internal.");
    return internal >= 0
        && there.startsWith("io.regulars")
        && !(here + ".").startsWith(there.substring(0, internal) + ".");
  }
}
