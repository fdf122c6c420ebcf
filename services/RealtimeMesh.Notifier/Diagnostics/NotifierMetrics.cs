using System.Diagnostics.Metrics;

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

        _published = meter.CreateCounter<long>("mesh.notifier.events.published", "{event}", "User events taken by Redis.");
        _refused = meter.CreateCounter<long>("mesh.notifier.messages.refused", "{message}", "Messages moved to an error queue.");
        _publishDuration = meter.CreateHistogram<double>("mesh.notifier.publish.duration", "s", "Until Redis had taken an event.");
    }

    public void Published(TimeSpan duration)
    {
        _published.Add(1);
        _publishDuration.Record(duration.TotalSeconds);
    }

    public void Refused() => _refused.Add(1);
}
