package io.regulars.inmemory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.regulars.spi.storage.Storage;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.regulars.inmemory",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule sees_the_vocabulary_and_the_jdk_only =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.regulars.inmemory..", "io.regulars.spi..", "org.jspecify..", "java..");

  @ArchTest
  static final ArchRule shows_nothing_but_the_storage =
      classes().that().areNotAssignableTo(Storage.class).should().notBePublic();

  @ArchTest
  static final ArchRule asks_no_clock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule has_no_cycles =
      slices().matching("io.regulars.(**)").should().beFreeOfCycles();
}
