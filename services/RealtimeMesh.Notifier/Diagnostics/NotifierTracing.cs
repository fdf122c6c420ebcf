using System.Diagnostics;
using RealtimeMesh.Notifier.Bus.RabbitMq;

namespace RealtimeMesh.Notifier.Diagnostics;

internal static class NotifierTracing
{
    private static readonly ActivitySource _source = new("RealtimeMesh.Notifier");

    /// <summary>One span a delivery, in the trace of its producer: MassTransit's header, or the W3C's.</summary>
    public static Activity? Begin(string name, string queue, Delivery delivery)
    {
        var given = delivery.Header("MT-Activity-Id") ?? delivery.Header("traceparent");
        if (!ActivityContext.TryParse(given, traceState: null, isRemote: true, out var parent))
        {
            given = null;
        }

        var activity = _source.StartActivity(name, ActivityKind.Consumer, parent);
        delivery.TraceParent = activity?.Id ?? given;
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("messaging.system", "rabbitmq");
            activity.SetTag("messaging.operation", "process");
            activity.SetTag("messaging.destination.name", queue);
            activity.SetTag("messaging.message.id", delivery.Properties.MessageId);
        }

        return activity;
    }
}
