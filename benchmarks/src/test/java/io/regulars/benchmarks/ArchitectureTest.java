package io.regulars.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Measures what a host can use. */
@AnalyzeClasses(
    packages = "io.regulars.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule nothing_internal_is_measured =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.regulars..internal..");
}
