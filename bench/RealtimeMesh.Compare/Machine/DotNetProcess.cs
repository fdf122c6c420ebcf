using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace RealtimeMesh.Compare.Machine;

/// <summary>Asks a .NET process through its diagnostics socket. Other programs have none, and nothing is asked of them.</summary>
internal static class DotNetProcess
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    /// <summary>Has the process collect its garbage, all generations; returns when it has.</summary>
    public static void CollectGarbage(int process)
    {
        const long collectNow = 0x800000;
        if (!IsDotNet(process))
        {
            return;
        }

        // The collection is what the session begins with.
        using var session = new DiagnosticsClient(process).StartEventPipeSession(new EventPipeProvider(Runtime, EventLevel.Informational, collectNow), requestRundown: false);
        session.Stop();
        session.EventStream.CopyTo(Stream.Null);
    }

    /// <summary>Whether it has a diagnostics socket.</summary>
    public static bool IsDotNet(int process) => DiagnosticsClient.GetPublishedProcesses().Contains(process);
}

/// <summary>How many bytes a .NET process allocates, second by second, from when it is made until it is stopped.</summary>
internal sealed class AllocationCounter : IDisposable
{
    private readonly EventPipeSession _session;
    private readonly Task _reading;
    private readonly List<(DateTime At, double Bytes)> _seconds = [];

    public AllocationCounter(int process)
    {
        _session = new DiagnosticsClient(process).StartEventPipeSession(
            new EventPipeProvider("System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" }),
            requestRundown: false);
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends it.</summary>
    /// <returns>Bytes allocated between two moments, in Unix microseconds: the seconds at both ends count in part.</returns>
    public async Task<Func<double, double, double>> StopAsync()
    {
        _session.Stop();
        await _reading;
        return Between;
    }

    public void Dispose() => _session.Dispose();

    private double Between(double from, double to) => _seconds.Zip(_seconds.Skip(1), (before, second) =>
    {
        var (begin, end) = (Microseconds(before.At), Microseconds(second.At));
        var inside = Math.Max(0, Math.Min(to, end) - Math.Max(from, begin));
        return second.Bytes * inside / (end - begin);
    }).Sum();

    private static double Microseconds(DateTime at) => (at.ToUniversalTime() - DateTime.UnixEpoch).TotalMicroseconds;

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Dynamic.All += counters =>
        {
            if (counters.EventName != "EventCounters")
            {
                return;
            }

            var values = (IDictionary<string, object>)((IDictionary<string, object>)counters.PayloadValue(0))["Payload"];
            if ((string)values["Name"] == "alloc-rate")
            {
                _seconds.Add((counters.TimeStamp, (double)values["Increment"]));
            }
        };
        source.Process();
    }
}
