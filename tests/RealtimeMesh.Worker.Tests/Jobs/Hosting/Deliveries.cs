using System.Collections.Concurrent;
using MassTransit;

namespace RealtimeMesh.Worker.Tests.Jobs.Hosting;

/// <summary>Tells when a consumer is done with a message: after every retry, or at once.</summary>
internal sealed class Deliveries : IReceiveObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _ends = new();

    public Task EndOf(Guid messageId) => Source(messageId).Task;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        Source(context.GetMessageId()!.Value).TrySetResult();
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Source(context.GetMessageId()!.Value).TrySetException(exception);
        return Task.CompletedTask;
    }

    private TaskCompletionSource Source(Guid messageId) =>
        _ends.GetOrAdd(messageId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
