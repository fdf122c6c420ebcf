using System.Runtime.InteropServices;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using RealtimeMesh.ServiceDefaults;

namespace RealtimeMesh.BusDefaults;

/// <summary>A program that consumes from RabbitMQ, and starts again within its process where its consumers are lost.</summary>
public static class ConsumerProgram
{
    private const int MostDoublings = 5;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    // The host gives its services 30 s.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(33);

    private static readonly Timer _giveUp = new(_ => GiveUp());
    private static volatile int _startsInARow;
    private static volatile bool _again;
    private static volatile bool _stop;

    /// <summary>How long consumers may be missing while RabbitMQ is there: longer after each start that did not help.</summary>
    internal static TimeSpan Patience => _patience * (1 << Math.Min(_startsInARow, MostDoublings));

    /// <inheritdoc cref="ServiceProgram.Run"/>
    public static int Run(Func<WebApplication> compose)
    {
        // Between two starts nobody else would listen; and while one stops, a second request to stop changes nothing.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => RequestStop());
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => RequestStop());
        int exitCode;
        do
        {
            _again = false;
            // MassTransit keeps the first log of the process, which the former start has disposed of.
            LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance);
            exitCode = ServiceProgram.Run(compose);
            if (!_stop)
            {
                _giveUp.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        while (_again && !_stop && exitCode == 0);

        return exitCode;
    }

    private static void RequestStop()
    {
        if (!_stop)
        {
            _stop = true;
            BoundStop();
        }
    }

    // MassTransit may wait for ever for a connection that it was making when it was stopped. Nothing is lost by giving up on it: what was
    // in hand was not acknowledged, and RabbitMQ delivers it again.
    private static void BoundStop() => _giveUp.Change(LongestStop, Timeout.InfiniteTimeSpan);

    private static void GiveUp()
    {
        Console.Error.WriteLine($"The bus has not stopped within {LongestStop}: the process ends all the same, and RabbitMQ delivers again what it had in hand.");
        Environment.Exit(1);
    }

    internal static void StartAgain()
    {
        _again = true;
        _startsInARow++;
        BoundStop();
    }

    internal static void Recovered() => _startsInARow = 0;
}
