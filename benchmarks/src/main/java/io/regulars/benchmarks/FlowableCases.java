package io.regulars.benchmarks;

import java.util.Map;
import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.task.api.Task;

/**
 * Complaints through an embedded Flowable, with its defaults: history at the level {@code audit}.
 * Set up to do as little as possible beside: without identity management and event registry, its
 * executor of jobs not running.
 */
final class FlowableCases implements CasePath {

  private final ProcessEngine engine;
  private final String definition;

  /** Makes Flowable's tables and deploys the process. */
  FlowableCases(DataSource source, FlowableProcess process) {
    ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(source);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfigurationImpl.DB_SCHEMA_UPDATE_TRUE);
    configuration.setAsyncExecutorActivate(false);
    configuration.setDisableIdmEngine(true);
    configuration.setDisableEventRegistry(true);
    this.engine = configuration.buildProcessEngine();
    String file = FlowableProcess.KEY + ".bpmn20.xml";
    engine.getRepositoryService().createDeployment().addBpmnModel(file, process.model()).deploy();
    this.definition =
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey(FlowableProcess.KEY)
            .singleResult()
            .getId();
  }

  @Override
  public void openToClose(int number) {
    String instance = open(number);
    for (String task : FlowableProcess.TASKS) {
      complete(instance, task);
    }
  }

  /** The first step. */
  String open(int number) {
    return engine
        .getRuntimeService()
        .createProcessInstanceBuilder()
        .processDefinitionId(definition)
        .businessKey("case-" + number)
        .variable("customer", "K-" + number)
        .variable("store", "web")
        .variable("channel", "counter")
        .variable("category", "booking")
        .variable("severity", "NORMAL")
        .variable("words", "The booking was lost, and nobody called back.")
        .start()
        .getId();
  }

  private void complete(String instance, String name) {
    Task task =
        engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
    if (!task.getTaskDefinitionKey().equals(name)) {
      throw new IllegalStateException(task.getTaskDefinitionKey() + " is the task, not " + name);
    }
    engine.getTaskService().complete(task.getId(), said(name));
  }

  private static Map<String, Object> said(String step) {
    return switch (step) {
      case "assign" -> Map.of("owner", "lin");
      case "followUp" -> Map.of("outcome", "CONTENT", "rating", 5);
      case "close" -> Map.of("rootCause", "training");
      default -> Map.of();
    };
  }

  @Override
  public void requireClosed(int cases) {
    long closed =
        engine.getHistoryService().createHistoricProcessInstanceQuery().finished().count();
    long open = engine.getRuntimeService().createProcessInstanceQuery().count();
    long timers = engine.getManagementService().createTimerJobQuery().count();
    if (closed != cases || open + timers != 0) {
      throw new IllegalStateException(
          closed + " cases are closed, " + open + " open, " + timers + " timers left");
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
