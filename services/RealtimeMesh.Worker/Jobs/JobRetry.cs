using MassTransit;
using RealtimeMesh.Studio.Data.Providers;

namespace RealtimeMesh.Worker.Jobs;

/// <summary>When a job is tried again.</summary>
internal static class JobRetry
{
    /// <summary>After so many retries a fault of ours ends the job as failed.</summary>
    public const int MostRetries = 3;

    /// <summary>Nothing can be said of a job while its row cannot be read or its events cannot be published, so this goes on for weeks: the command stays in the queue.</summary>
    public static void WhileAway(IRetryConfigurator retry)
    {
        retry.Exponential(100_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1));
        retry.Handle<Exception>(IsAway);
    }

    /// <summary>Whether this is nothing that the job could have caused.</summary>
    public static bool IsAway(Exception fault) => fault is BusAwayException or JobRowException || fault.IsDatabaseAway();

    public static void OfOtherFaults(IRetryConfigurator retry)
    {
        retry.Exponential(MostRetries, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
        retry.Handle<Exception>(error => !IsAway(error) && error is not OperationCanceledException);
    }
}
