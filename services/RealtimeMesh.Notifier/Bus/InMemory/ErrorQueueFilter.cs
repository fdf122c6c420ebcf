using MassTransit;
using MassTransit.Transports;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Bus.InMemory;

/// <summary>What can't be published is kept in <c>…_error</c> with the reason in its headers, counted, and logged in one line.</summary>
internal sealed class ErrorQueueFilter(NotifierMetrics metrics, ILogger<ErrorQueueFilter> logger) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        await context.NotifyFaulted(context.Exception);
        await context.GetPayload<IErrorTransport>().Send(context);

        metrics.Refused();
        var queue = context.InputAddress.AbsolutePath.Split('/')[^1];
        logger.Refused(Retry.IsFinal(context.Exception) ? null : context.Exception, queue, context.Exception.GetBaseException().Message);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("error-queue");
}
