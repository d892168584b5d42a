package io.regulars.inmemory;

import io.regulars.spi.storage.Storage;
import io.regulars.testkit.StorageContract;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * An adapter that leaves {@link Storage#timeline} as the contract wrote it keeps the contract too.
 */
class DefaultTimelineContractTest extends StorageContract {

  @Override
  protected Storage newStorage() {
    InMemoryStorage storage = new InMemoryStorage();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          try {
            return method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : method.invoke(storage, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, handler);
  }

  @Override
  public int histories() {
    return 20;
  }
}
