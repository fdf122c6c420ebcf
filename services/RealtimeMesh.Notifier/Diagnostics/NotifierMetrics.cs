using System.Diagnostics.Metrics;
using RealtimeMesh.UserEventLog;

namespace RealtimeMesh.Notifier.Diagnostics;

internal sealed class NotifierMetrics
{
    public const string MeterName = "RealtimeMesh.Notifier";

    private readonly Counter<long> _published;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _publishDuration;

    public NotifierMetrics(IMeterFactory meterFactory)
    {
        var meter = meterFactory.Create(MeterName);

        _published = meter.CreateCounter<long>("mesh.notifier.events.published", "{event}", "User events taken by Redis, by what became of them.");
        _refused = meter.CreateCounter<long>("mesh.notifier.messages.refused", "{message}", "Messages moved to an error queue.");
        _publishDuration = meter.CreateHistogram<double>("mesh.notifier.publish.duration", "s", "Until Redis had taken an event.");
    }

    public void Published(PublishOutcome outcome, TimeSpan duration)
    {
        _published.Add(1, new KeyValuePair<string, object?>("outcome", Name(outcome)));
        _publishDuration.Record(duration.TotalSeconds);
    }

    public void Refused() => _refused.Add(1);

    private static string Name(PublishOutcome outcome) => outcome switch
    {
        PublishOutcome.Published => "published",
        PublishOutcome.NotConnected => "not_connected",
        PublishOutcome.Repeated => "repeated",
        PublishOutcome.Late => "late",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
    };
}
