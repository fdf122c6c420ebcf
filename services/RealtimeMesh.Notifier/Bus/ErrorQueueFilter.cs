using System.Runtime.Serialization;
using System.Text.Json;
using MassTransit;
using MassTransit.Middleware.Rescue;
using MassTransit.Transports;
using RealtimeMesh.Notifier.Diagnostics;

namespace RealtimeMesh.Notifier.Bus;

/// <summary>What can't be published is kept in <c>…_error</c> with the reason in its headers, counted, and logged in one line.</summary>
internal sealed class ErrorQueueFilter(NotifierMetrics metrics, ILogger<ErrorQueueFilter> logger) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    private const string ContentTypes = "application/json, or application/vnd.masstransit+json with MassTransit's envelope";

    public Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next) => context.Exception switch
    {
        SerializationException when context.ContentType?.MediaType is not ("application/json" or "application/vnd.masstransit+json") =>
            KeepAsync(context, new RefusedMessageException("content_type", context.ContentType?.MediaType, ContentTypes)),
        // The innermost exception is what the headers tell, and that one does not know which field it is about.
        JsonException { InnerException: not null } unreadable => KeepAsync(context, new JsonException(unreadable.Message)),
        _ => KeepAsync(context),
    };

    // A message that no consumer of this queue takes; MassTransit would put it aside without a word.
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        KeepAsync(context, new RefusedMessageException("messageType", "another one", "this queue's"));

    public void Probe(ProbeContext context) => context.CreateFilterScope("error-queue");

    private Task KeepAsync(ReceiveContext context, Exception reason) =>
        KeepAsync(new RescueExceptionReceiveContext(context, reason));

    private async Task KeepAsync(ExceptionReceiveContext context)
    {
        // Without this, RabbitMQ would deliver for ever what could not even be read.
        await context.NotifyFaulted(context.Exception);
        await context.GetPayload<IErrorTransport>().Send(context);

        metrics.Refused();
        var queue = context.InputAddress.AbsolutePath.Split('/')[^1];
        logger.Refused(Retry.IsFinal(context.Exception) ? null : context.Exception, queue, context.Exception.GetBaseException().Message);
    }
}
